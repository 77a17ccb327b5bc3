// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database.jdbc;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hands on the parameters of a call, and what it returns in them. Pure delegation.
 */
@SuppressWarnings("deprecation") // forwarded like all others
interface ForwardingCallableStatement extends ForwardingPreparedStatement, CallableStatement {

    @Override
    CallableStatement delegate();

    /** A result that a call returns as an object is measured like any other. */
    <T extends @Nullable Object> T measuredIfResult(T value) throws SQLException;

    @Override
    default void registerOutParameter(int parameter, int type) throws SQLException {
        delegate().registerOutParameter(parameter, type);
    }

    @Override
    default void registerOutParameter(int parameter, int type, int scale) throws SQLException {
        delegate().registerOutParameter(parameter, type, scale);
    }

    @Override
    default boolean wasNull() throws SQLException {
        return delegate().wasNull();
    }

    @Override
    default String getString(int parameter) throws SQLException {
        return delegate().getString(parameter);
    }

    @Override
    default boolean getBoolean(int parameter) throws SQLException {
        return delegate().getBoolean(parameter);
    }

    @Override
    default byte getByte(int parameter) throws SQLException {
        return delegate().getByte(parameter);
    }

    @Override
    default short getShort(int parameter) throws SQLException {
        return delegate().getShort(parameter);
    }

    @Override
    default int getInt(int parameter) throws SQLException {
        return delegate().getInt(parameter);
    }

    @Override
    default long getLong(int parameter) throws SQLException {
        return delegate().getLong(parameter);
    }

    @Override
    default float getFloat(int parameter) throws SQLException {
        return delegate().getFloat(parameter);
    }

    @Override
    default double getDouble(int parameter) throws SQLException {
        return delegate().getDouble(parameter);
    }

    @Override
    @Deprecated
    default BigDecimal getBigDecimal(int parameter, int value) throws SQLException {
        return delegate().getBigDecimal(parameter, value);
    }

    @Override
    default byte[] getBytes(int parameter) throws SQLException {
        return delegate().getBytes(parameter);
    }

    @Override
    default Date getDate(int parameter) throws SQLException {
        return delegate().getDate(parameter);
    }

    @Override
    default Time getTime(int parameter) throws SQLException {
        return delegate().getTime(parameter);
    }

    @Override
    default Timestamp getTimestamp(int parameter) throws SQLException {
        return delegate().getTimestamp(parameter);
    }

    @Override
    default Object getObject(int parameter) throws SQLException {
        return measuredIfResult(delegate().getObject(parameter));
    }

    @Override
    default BigDecimal getBigDecimal(int parameter) throws SQLException {
        return delegate().getBigDecimal(parameter);
    }

    @Override
    default Object getObject(int parameter, Map<String, Class<?>> types) throws SQLException {
        return measuredIfResult(delegate().getObject(parameter, types));
    }

    @Override
    default Ref getRef(int parameter) throws SQLException {
        return delegate().getRef(parameter);
    }

    @Override
    default Blob getBlob(int parameter) throws SQLException {
        return delegate().getBlob(parameter);
    }

    @Override
    default Clob getClob(int parameter) throws SQLException {
        return delegate().getClob(parameter);
    }

    @Override
    default Array getArray(int parameter) throws SQLException {
        return delegate().getArray(parameter);
    }

    @Override
    default Date getDate(int parameter, Calendar calendar) throws SQLException {
        return delegate().getDate(parameter, calendar);
    }

    @Override
    default Time getTime(int parameter, Calendar calendar) throws SQLException {
        return delegate().getTime(parameter, calendar);
    }

    @Override
    default Timestamp getTimestamp(int parameter, Calendar calendar) throws SQLException {
        return delegate().getTimestamp(parameter, calendar);
    }

    @Override
    default void registerOutParameter(int parameter, int type, String typeName) throws SQLException {
        delegate().registerOutParameter(parameter, type, typeName);
    }

    @Override
    default void registerOutParameter(String parameter, int type) throws SQLException {
        delegate().registerOutParameter(parameter, type);
    }

    @Override
    default void registerOutParameter(String parameter, int type, int scale) throws SQLException {
        delegate().registerOutParameter(parameter, type, scale);
    }

    @Override
    default void registerOutParameter(String parameter, int type, String typeName) throws SQLException {
        delegate().registerOutParameter(parameter, type, typeName);
    }

    @Override
    default URL getURL(int parameter) throws SQLException {
        return delegate().getURL(parameter);
    }

    @Override
    default void setURL(String parameter, URL value) throws SQLException {
        delegate().setURL(parameter, value);
    }

    @Override
    default void setNull(String parameter, int value) throws SQLException {
        delegate().setNull(parameter, value);
    }

    @Override
    default void setBoolean(String parameter, boolean value) throws SQLException {
        delegate().setBoolean(parameter, value);
    }

    @Override
    default void setByte(String parameter, byte value) throws SQLException {
        delegate().setByte(parameter, value);
    }

    @Override
    default void setShort(String parameter, short value) throws SQLException {
        delegate().setShort(parameter, value);
    }

    @Override
    default void setInt(String parameter, int value) throws SQLException {
        delegate().setInt(parameter, value);
    }

    @Override
    default void setLong(String parameter, long value) throws SQLException {
        delegate().setLong(parameter, value);
    }

    @Override
    default void setFloat(String parameter, float value) throws SQLException {
        delegate().setFloat(parameter, value);
    }

    @Override
    default void setDouble(String parameter, double value) throws SQLException {
        delegate().setDouble(parameter, value);
    }

    @Override
    default void setBigDecimal(String parameter, BigDecimal value) throws SQLException {
        delegate().setBigDecimal(parameter, value);
    }

    @Override
    default void setString(String parameter, String value) throws SQLException {
        delegate().setString(parameter, value);
    }

    @Override
    default void setBytes(String parameter, byte[] value) throws SQLException {
        delegate().setBytes(parameter, value);
    }

    @Override
    default void setDate(String parameter, Date value) throws SQLException {
        delegate().setDate(parameter, value);
    }

    @Override
    default void setTime(String parameter, Time value) throws SQLException {
        delegate().setTime(parameter, value);
    }

    @Override
    default void setTimestamp(String parameter, Timestamp value) throws SQLException {
        delegate().setTimestamp(parameter, value);
    }

    @Override
    default void setAsciiStream(String parameter, InputStream value, int length) throws SQLException {
        delegate().setAsciiStream(parameter, value, length);
    }

    @Override
    default void setBinaryStream(String parameter, InputStream value, int length) throws SQLException {
        delegate().setBinaryStream(parameter, value, length);
    }

    @Override
    default void setObject(String parameter, Object value, int sqlType, int scale) throws SQLException {
        delegate().setObject(parameter, value, sqlType, scale);
    }

    @Override
    default void setObject(String parameter, Object value, int sqlType) throws SQLException {
        delegate().setObject(parameter, value, sqlType);
    }

    @Override
    default void setObject(String parameter, Object value) throws SQLException {
        delegate().setObject(parameter, value);
    }

    @Override
    default void setCharacterStream(String parameter, Reader value, int length) throws SQLException {
        delegate().setCharacterStream(parameter, value, length);
    }

    @Override
    default void setDate(String parameter, Date value, Calendar calendar) throws SQLException {
        delegate().setDate(parameter, value, calendar);
    }

    @Override
    default void setTime(String parameter, Time value, Calendar calendar) throws SQLException {
        delegate().setTime(parameter, value, calendar);
    }

    @Override
    default void setTimestamp(String parameter, Timestamp value, Calendar calendar) throws SQLException {
        delegate().setTimestamp(parameter, value, calendar);
    }

    @Override
    default void setNull(String parameter, int value, String typeName) throws SQLException {
        delegate().setNull(parameter, value, typeName);
    }

    @Override
    default String getString(String parameter) throws SQLException {
        return delegate().getString(parameter);
    }

    @Override
    default boolean getBoolean(String parameter) throws SQLException {
        return delegate().getBoolean(parameter);
    }

    @Override
    default byte getByte(String parameter) throws SQLException {
        return delegate().getByte(parameter);
    }

    @Override
    default short getShort(String parameter) throws SQLException {
        return delegate().getShort(parameter);
    }

    @Override
    default int getInt(String parameter) throws SQLException {
        return delegate().getInt(parameter);
    }

    @Override
    default long getLong(String parameter) throws SQLException {
        return delegate().getLong(parameter);
    }

    @Override
    default float getFloat(String parameter) throws SQLException {
        return delegate().getFloat(parameter);
    }

    @Override
    default double getDouble(String parameter) throws SQLException {
        return delegate().getDouble(parameter);
    }

    @Override
    default byte[] getBytes(String parameter) throws SQLException {
        return delegate().getBytes(parameter);
    }

    @Override
    default Date getDate(String parameter) throws SQLException {
        return delegate().getDate(parameter);
    }

    @Override
    default Time getTime(String parameter) throws SQLException {
        return delegate().getTime(parameter);
    }

    @Override
    default Timestamp getTimestamp(String parameter) throws SQLException {
        return delegate().getTimestamp(parameter);
    }

    @Override
    default Object getObject(String parameter) throws SQLException {
        return measuredIfResult(delegate().getObject(parameter));
    }

    @Override
    default BigDecimal getBigDecimal(String parameter) throws SQLException {
        return delegate().getBigDecimal(parameter);
    }

    @Override
    default Object getObject(String parameter, Map<String, Class<?>> types) throws SQLException {
        return measuredIfResult(delegate().getObject(parameter, types));
    }

    @Override
    default Ref getRef(String parameter) throws SQLException {
        return delegate().getRef(parameter);
    }

    @Override
    default Blob getBlob(String parameter) throws SQLException {
        return delegate().getBlob(parameter);
    }

    @Override
    default Clob getClob(String parameter) throws SQLException {
        return delegate().getClob(parameter);
    }

    @Override
    default Array getArray(String parameter) throws SQLException {
        return delegate().getArray(parameter);
    }

    @Override
    default Date getDate(String parameter, Calendar calendar) throws SQLException {
        return delegate().getDate(parameter, calendar);
    }

    @Override
    default Time getTime(String parameter, Calendar calendar) throws SQLException {
        return delegate().getTime(parameter, calendar);
    }

    @Override
    default Timestamp getTimestamp(String parameter, Calendar calendar) throws SQLException {
        return delegate().getTimestamp(parameter, calendar);
    }

    @Override
    default URL getURL(String parameter) throws SQLException {
        return delegate().getURL(parameter);
    }

    @Override
    default RowId getRowId(int parameter) throws SQLException {
        return delegate().getRowId(parameter);
    }

    @Override
    default RowId getRowId(String parameter) throws SQLException {
        return delegate().getRowId(parameter);
    }

    @Override
    default void setRowId(String parameter, RowId value) throws SQLException {
        delegate().setRowId(parameter, value);
    }

    @Override
    default void setNString(String parameter, String value) throws SQLException {
        delegate().setNString(parameter, value);
    }

    @Override
    default void setNCharacterStream(String parameter, Reader value, long length) throws SQLException {
        delegate().setNCharacterStream(parameter, value, length);
    }

    @Override
    default void setNClob(String parameter, NClob value) throws SQLException {
        delegate().setNClob(parameter, value);
    }

    @Override
    default void setClob(String parameter, Reader value, long length) throws SQLException {
        delegate().setClob(parameter, value, length);
    }

    @Override
    default void setBlob(String parameter, InputStream value, long length) throws SQLException {
        delegate().setBlob(parameter, value, length);
    }

    @Override
    default void setNClob(String parameter, Reader value, long length) throws SQLException {
        delegate().setNClob(parameter, value, length);
    }

    @Override
    default NClob getNClob(int parameter) throws SQLException {
        return delegate().getNClob(parameter);
    }

    @Override
    default NClob getNClob(String parameter) throws SQLException {
        return delegate().getNClob(parameter);
    }

    @Override
    default void setSQLXML(String parameter, SQLXML value) throws SQLException {
        delegate().setSQLXML(parameter, value);
    }

    @Override
    default SQLXML getSQLXML(int parameter) throws SQLException {
        return delegate().getSQLXML(parameter);
    }

    @Override
    default SQLXML getSQLXML(String parameter) throws SQLException {
        return delegate().getSQLXML(parameter);
    }

    @Override
    default String getNString(int parameter) throws SQLException {
        return delegate().getNString(parameter);
    }

    @Override
    default String getNString(String parameter) throws SQLException {
        return delegate().getNString(parameter);
    }

    @Override
    default Reader getNCharacterStream(int parameter) throws SQLException {
        return delegate().getNCharacterStream(parameter);
    }

    @Override
    default Reader getNCharacterStream(String parameter) throws SQLException {
        return delegate().getNCharacterStream(parameter);
    }

    @Override
    default Reader getCharacterStream(int parameter) throws SQLException {
        return delegate().getCharacterStream(parameter);
    }

    @Override
    default Reader getCharacterStream(String parameter) throws SQLException {
        return delegate().getCharacterStream(parameter);
    }

    @Override
    default void setBlob(String parameter, Blob value) throws SQLException {
        delegate().setBlob(parameter, value);
    }

    @Override
    default void setClob(String parameter, Clob value) throws SQLException {
        delegate().setClob(parameter, value);
    }

    @Override
    default void setAsciiStream(String parameter, InputStream value, long length) throws SQLException {
        delegate().setAsciiStream(parameter, value, length);
    }

    @Override
    default void setBinaryStream(String parameter, InputStream value, long length) throws SQLException {
        delegate().setBinaryStream(parameter, value, length);
    }

    @Override
    default void setCharacterStream(String parameter, Reader value, long length) throws SQLException {
        delegate().setCharacterStream(parameter, value, length);
    }

    @Override
    default void setAsciiStream(String parameter, InputStream value) throws SQLException {
        delegate().setAsciiStream(parameter, value);
    }

    @Override
    default void setBinaryStream(String parameter, InputStream value) throws SQLException {
        delegate().setBinaryStream(parameter, value);
    }

    @Override
    default void setCharacterStream(String parameter, Reader value) throws SQLException {
        delegate().setCharacterStream(parameter, value);
    }

    @Override
    default void setNCharacterStream(String parameter, Reader value) throws SQLException {
        delegate().setNCharacterStream(parameter, value);
    }

    @Override
    default void setClob(String parameter, Reader value) throws SQLException {
        delegate().setClob(parameter, value);
    }

    @Override
    default void setBlob(String parameter, InputStream value) throws SQLException {
        delegate().setBlob(parameter, value);
    }

    @Override
    default void setNClob(String parameter, Reader value) throws SQLException {
        delegate().setNClob(parameter, value);
    }

    @Override
    default <T> T getObject(int parameter, Class<T> type) throws SQLException {
        return measuredIfResult(delegate().getObject(parameter, type));
    }

    @Override
    default <T> T getObject(String parameter, Class<T> type) throws SQLException {
        return measuredIfResult(delegate().getObject(parameter, type));
    }

    @Override
    default void setObject(String parameter, Object value, SQLType sqlType, int scale) throws SQLException {
        delegate().setObject(parameter, value, sqlType, scale);
    }

    @Override
    default void setObject(String parameter, Object value, SQLType sqlType) throws SQLException {
        delegate().setObject(parameter, value, sqlType);
    }

    @Override
    default void registerOutParameter(int parameter, SQLType type) throws SQLException {
        delegate().registerOutParameter(parameter, type);
    }

    @Override
    default void registerOutParameter(int parameter, SQLType type, int scale) throws SQLException {
        delegate().registerOutParameter(parameter, type, scale);
    }

    @Override
    default void registerOutParameter(int parameter, SQLType type, String typeName) throws SQLException {
        delegate().registerOutParameter(parameter, type, typeName);
    }

    @Override
    default void registerOutParameter(String parameter, SQLType type) throws SQLException {
        delegate().registerOutParameter(parameter, type);
    }

    @Override
    default void registerOutParameter(String parameter, SQLType type, int scale) throws SQLException {
        delegate().registerOutParameter(parameter, type, scale);
    }

    @Override
    default void registerOutParameter(String parameter, SQLType type, String typeName) throws SQLException {
        delegate().registerOutParameter(parameter, type, typeName);
    }
}
