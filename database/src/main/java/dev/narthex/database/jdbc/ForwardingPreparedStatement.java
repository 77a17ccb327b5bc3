// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database.jdbc;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.Ref;
import java.sql.ResultSetMetaData;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;

/**
 * Hands on the parameters of a prepared statement. Pure delegation.
 */
@SuppressWarnings("deprecation") // forwarded like all others
interface ForwardingPreparedStatement extends ForwardingStatement, PreparedStatement {

    @Override
    PreparedStatement delegate();

    @Override
    default void setNull(int parameter, int value) throws SQLException {
        delegate().setNull(parameter, value);
    }

    @Override
    default void setBoolean(int parameter, boolean value) throws SQLException {
        delegate().setBoolean(parameter, value);
    }

    @Override
    default void setByte(int parameter, byte value) throws SQLException {
        delegate().setByte(parameter, value);
    }

    @Override
    default void setShort(int parameter, short value) throws SQLException {
        delegate().setShort(parameter, value);
    }

    @Override
    default void setInt(int parameter, int value) throws SQLException {
        delegate().setInt(parameter, value);
    }

    @Override
    default void setLong(int parameter, long value) throws SQLException {
        delegate().setLong(parameter, value);
    }

    @Override
    default void setFloat(int parameter, float value) throws SQLException {
        delegate().setFloat(parameter, value);
    }

    @Override
    default void setDouble(int parameter, double value) throws SQLException {
        delegate().setDouble(parameter, value);
    }

    @Override
    default void setBigDecimal(int parameter, BigDecimal value) throws SQLException {
        delegate().setBigDecimal(parameter, value);
    }

    @Override
    default void setString(int parameter, String value) throws SQLException {
        delegate().setString(parameter, value);
    }

    @Override
    default void setBytes(int parameter, byte[] value) throws SQLException {
        delegate().setBytes(parameter, value);
    }

    @Override
    default void setDate(int parameter, Date value) throws SQLException {
        delegate().setDate(parameter, value);
    }

    @Override
    default void setTime(int parameter, Time value) throws SQLException {
        delegate().setTime(parameter, value);
    }

    @Override
    default void setTimestamp(int parameter, Timestamp value) throws SQLException {
        delegate().setTimestamp(parameter, value);
    }

    @Override
    default void setAsciiStream(int parameter, InputStream value, int length) throws SQLException {
        delegate().setAsciiStream(parameter, value, length);
    }

    @Override
    @Deprecated
    default void setUnicodeStream(int parameter, InputStream value, int length) throws SQLException {
        delegate().setUnicodeStream(parameter, value, length);
    }

    @Override
    default void setBinaryStream(int parameter, InputStream value, int length) throws SQLException {
        delegate().setBinaryStream(parameter, value, length);
    }

    @Override
    default void clearParameters() throws SQLException {
        delegate().clearParameters();
    }

    @Override
    default void setObject(int parameter, Object value, int sqlType) throws SQLException {
        delegate().setObject(parameter, value, sqlType);
    }

    @Override
    default void setObject(int parameter, Object value) throws SQLException {
        delegate().setObject(parameter, value);
    }

    @Override
    default void setCharacterStream(int parameter, Reader value, int length) throws SQLException {
        delegate().setCharacterStream(parameter, value, length);
    }

    @Override
    default void setRef(int parameter, Ref value) throws SQLException {
        delegate().setRef(parameter, value);
    }

    @Override
    default void setBlob(int parameter, Blob value) throws SQLException {
        delegate().setBlob(parameter, value);
    }

    @Override
    default void setClob(int parameter, Clob value) throws SQLException {
        delegate().setClob(parameter, value);
    }

    @Override
    default void setArray(int parameter, Array value) throws SQLException {
        delegate().setArray(parameter, value);
    }

    @Override
    default ResultSetMetaData getMetaData() throws SQLException {
        return delegate().getMetaData();
    }

    @Override
    default void setDate(int parameter, Date value, Calendar calendar) throws SQLException {
        delegate().setDate(parameter, value, calendar);
    }

    @Override
    default void setTime(int parameter, Time value, Calendar calendar) throws SQLException {
        delegate().setTime(parameter, value, calendar);
    }

    @Override
    default void setTimestamp(int parameter, Timestamp value, Calendar calendar) throws SQLException {
        delegate().setTimestamp(parameter, value, calendar);
    }

    @Override
    default void setNull(int parameter, int value, String typeName) throws SQLException {
        delegate().setNull(parameter, value, typeName);
    }

    @Override
    default void setURL(int parameter, URL value) throws SQLException {
        delegate().setURL(parameter, value);
    }

    @Override
    default ParameterMetaData getParameterMetaData() throws SQLException {
        return delegate().getParameterMetaData();
    }

    @Override
    default void setRowId(int parameter, RowId value) throws SQLException {
        delegate().setRowId(parameter, value);
    }

    @Override
    default void setNString(int parameter, String value) throws SQLException {
        delegate().setNString(parameter, value);
    }

    @Override
    default void setNCharacterStream(int parameter, Reader value, long length) throws SQLException {
        delegate().setNCharacterStream(parameter, value, length);
    }

    @Override
    default void setNClob(int parameter, NClob value) throws SQLException {
        delegate().setNClob(parameter, value);
    }

    @Override
    default void setClob(int parameter, Reader value, long length) throws SQLException {
        delegate().setClob(parameter, value, length);
    }

    @Override
    default void setBlob(int parameter, InputStream value, long length) throws SQLException {
        delegate().setBlob(parameter, value, length);
    }

    @Override
    default void setNClob(int parameter, Reader value, long length) throws SQLException {
        delegate().setNClob(parameter, value, length);
    }

    @Override
    default void setSQLXML(int parameter, SQLXML value) throws SQLException {
        delegate().setSQLXML(parameter, value);
    }

    @Override
    default void setObject(int parameter, Object value, int sqlType, int scale) throws SQLException {
        delegate().setObject(parameter, value, sqlType, scale);
    }

    @Override
    default void setAsciiStream(int parameter, InputStream value, long length) throws SQLException {
        delegate().setAsciiStream(parameter, value, length);
    }

    @Override
    default void setBinaryStream(int parameter, InputStream value, long length) throws SQLException {
        delegate().setBinaryStream(parameter, value, length);
    }

    @Override
    default void setCharacterStream(int parameter, Reader value, long length) throws SQLException {
        delegate().setCharacterStream(parameter, value, length);
    }

    @Override
    default void setAsciiStream(int parameter, InputStream value) throws SQLException {
        delegate().setAsciiStream(parameter, value);
    }

    @Override
    default void setBinaryStream(int parameter, InputStream value) throws SQLException {
        delegate().setBinaryStream(parameter, value);
    }

    @Override
    default void setCharacterStream(int parameter, Reader value) throws SQLException {
        delegate().setCharacterStream(parameter, value);
    }

    @Override
    default void setNCharacterStream(int parameter, Reader value) throws SQLException {
        delegate().setNCharacterStream(parameter, value);
    }

    @Override
    default void setClob(int parameter, Reader value) throws SQLException {
        delegate().setClob(parameter, value);
    }

    @Override
    default void setBlob(int parameter, InputStream value) throws SQLException {
        delegate().setBlob(parameter, value);
    }

    @Override
    default void setNClob(int parameter, Reader value) throws SQLException {
        delegate().setNClob(parameter, value);
    }

    @Override
    default void setObject(int parameter, Object value, SQLType sqlType, int scale) throws SQLException {
        delegate().setObject(parameter, value, sqlType, scale);
    }

    @Override
    default void setObject(int parameter, Object value, SQLType sqlType) throws SQLException {
        delegate().setObject(parameter, value, sqlType);
    }
}
