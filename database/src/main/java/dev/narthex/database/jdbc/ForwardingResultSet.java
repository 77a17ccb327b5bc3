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
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLWarning;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hands on what a result does. Pure delegation.
 */
@SuppressWarnings("deprecation") // forwarded like all others
interface ForwardingResultSet extends Unwrapping, ResultSet {

    @Override
    ResultSet delegate();

    /** A result inside a result is measured like any other. */
    <T extends @Nullable Object> T measuredIfResult(T value) throws SQLException;

    @Override
    default boolean next() throws SQLException {
        return delegate().next();
    }

    @Override
    default void close() throws SQLException {
        delegate().close();
    }

    @Override
    default boolean wasNull() throws SQLException {
        return delegate().wasNull();
    }

    @Override
    default String getString(int column) throws SQLException {
        return delegate().getString(column);
    }

    @Override
    default boolean getBoolean(int column) throws SQLException {
        return delegate().getBoolean(column);
    }

    @Override
    default byte getByte(int column) throws SQLException {
        return delegate().getByte(column);
    }

    @Override
    default short getShort(int column) throws SQLException {
        return delegate().getShort(column);
    }

    @Override
    default int getInt(int column) throws SQLException {
        return delegate().getInt(column);
    }

    @Override
    default long getLong(int column) throws SQLException {
        return delegate().getLong(column);
    }

    @Override
    default float getFloat(int column) throws SQLException {
        return delegate().getFloat(column);
    }

    @Override
    default double getDouble(int column) throws SQLException {
        return delegate().getDouble(column);
    }

    @Override
    @Deprecated
    default BigDecimal getBigDecimal(int column, int value) throws SQLException {
        return delegate().getBigDecimal(column, value);
    }

    @Override
    default byte[] getBytes(int column) throws SQLException {
        return delegate().getBytes(column);
    }

    @Override
    default Date getDate(int column) throws SQLException {
        return delegate().getDate(column);
    }

    @Override
    default Time getTime(int column) throws SQLException {
        return delegate().getTime(column);
    }

    @Override
    default Timestamp getTimestamp(int column) throws SQLException {
        return delegate().getTimestamp(column);
    }

    @Override
    default InputStream getAsciiStream(int column) throws SQLException {
        return delegate().getAsciiStream(column);
    }

    @Override
    @Deprecated
    default InputStream getUnicodeStream(int column) throws SQLException {
        return delegate().getUnicodeStream(column);
    }

    @Override
    default InputStream getBinaryStream(int column) throws SQLException {
        return delegate().getBinaryStream(column);
    }

    @Override
    default String getString(String column) throws SQLException {
        return delegate().getString(column);
    }

    @Override
    default boolean getBoolean(String column) throws SQLException {
        return delegate().getBoolean(column);
    }

    @Override
    default byte getByte(String column) throws SQLException {
        return delegate().getByte(column);
    }

    @Override
    default short getShort(String column) throws SQLException {
        return delegate().getShort(column);
    }

    @Override
    default int getInt(String column) throws SQLException {
        return delegate().getInt(column);
    }

    @Override
    default long getLong(String column) throws SQLException {
        return delegate().getLong(column);
    }

    @Override
    default float getFloat(String column) throws SQLException {
        return delegate().getFloat(column);
    }

    @Override
    default double getDouble(String column) throws SQLException {
        return delegate().getDouble(column);
    }

    @Override
    @Deprecated
    default BigDecimal getBigDecimal(String column, int value) throws SQLException {
        return delegate().getBigDecimal(column, value);
    }

    @Override
    default byte[] getBytes(String column) throws SQLException {
        return delegate().getBytes(column);
    }

    @Override
    default Date getDate(String column) throws SQLException {
        return delegate().getDate(column);
    }

    @Override
    default Time getTime(String column) throws SQLException {
        return delegate().getTime(column);
    }

    @Override
    default Timestamp getTimestamp(String column) throws SQLException {
        return delegate().getTimestamp(column);
    }

    @Override
    default InputStream getAsciiStream(String column) throws SQLException {
        return delegate().getAsciiStream(column);
    }

    @Override
    @Deprecated
    default InputStream getUnicodeStream(String column) throws SQLException {
        return delegate().getUnicodeStream(column);
    }

    @Override
    default InputStream getBinaryStream(String column) throws SQLException {
        return delegate().getBinaryStream(column);
    }

    @Override
    default SQLWarning getWarnings() throws SQLException {
        return delegate().getWarnings();
    }

    @Override
    default void clearWarnings() throws SQLException {
        delegate().clearWarnings();
    }

    @Override
    default String getCursorName() throws SQLException {
        return delegate().getCursorName();
    }

    @Override
    default ResultSetMetaData getMetaData() throws SQLException {
        return delegate().getMetaData();
    }

    @Override
    default Object getObject(int column) throws SQLException {
        return measuredIfResult(delegate().getObject(column));
    }

    @Override
    default Object getObject(String column) throws SQLException {
        return measuredIfResult(delegate().getObject(column));
    }

    @Override
    default int findColumn(String column) throws SQLException {
        return delegate().findColumn(column);
    }

    @Override
    default Reader getCharacterStream(int column) throws SQLException {
        return delegate().getCharacterStream(column);
    }

    @Override
    default Reader getCharacterStream(String column) throws SQLException {
        return delegate().getCharacterStream(column);
    }

    @Override
    default BigDecimal getBigDecimal(int column) throws SQLException {
        return delegate().getBigDecimal(column);
    }

    @Override
    default BigDecimal getBigDecimal(String column) throws SQLException {
        return delegate().getBigDecimal(column);
    }

    @Override
    default boolean isBeforeFirst() throws SQLException {
        return delegate().isBeforeFirst();
    }

    @Override
    default boolean isAfterLast() throws SQLException {
        return delegate().isAfterLast();
    }

    @Override
    default boolean isFirst() throws SQLException {
        return delegate().isFirst();
    }

    @Override
    default boolean isLast() throws SQLException {
        return delegate().isLast();
    }

    @Override
    default void beforeFirst() throws SQLException {
        delegate().beforeFirst();
    }

    @Override
    default void afterLast() throws SQLException {
        delegate().afterLast();
    }

    @Override
    default boolean first() throws SQLException {
        return delegate().first();
    }

    @Override
    default boolean last() throws SQLException {
        return delegate().last();
    }

    @Override
    default int getRow() throws SQLException {
        return delegate().getRow();
    }

    @Override
    default boolean absolute(int value) throws SQLException {
        return delegate().absolute(value);
    }

    @Override
    default boolean relative(int value) throws SQLException {
        return delegate().relative(value);
    }

    @Override
    default boolean previous() throws SQLException {
        return delegate().previous();
    }

    @Override
    default void setFetchDirection(int value) throws SQLException {
        delegate().setFetchDirection(value);
    }

    @Override
    default int getFetchDirection() throws SQLException {
        return delegate().getFetchDirection();
    }

    @Override
    default void setFetchSize(int value) throws SQLException {
        delegate().setFetchSize(value);
    }

    @Override
    default int getFetchSize() throws SQLException {
        return delegate().getFetchSize();
    }

    @Override
    default int getType() throws SQLException {
        return delegate().getType();
    }

    @Override
    default int getConcurrency() throws SQLException {
        return delegate().getConcurrency();
    }

    @Override
    default boolean rowUpdated() throws SQLException {
        return delegate().rowUpdated();
    }

    @Override
    default boolean rowInserted() throws SQLException {
        return delegate().rowInserted();
    }

    @Override
    default boolean rowDeleted() throws SQLException {
        return delegate().rowDeleted();
    }

    @Override
    default void updateNull(int column) throws SQLException {
        delegate().updateNull(column);
    }

    @Override
    default void updateBoolean(int column, boolean value) throws SQLException {
        delegate().updateBoolean(column, value);
    }

    @Override
    default void updateByte(int column, byte value) throws SQLException {
        delegate().updateByte(column, value);
    }

    @Override
    default void updateShort(int column, short value) throws SQLException {
        delegate().updateShort(column, value);
    }

    @Override
    default void updateInt(int column, int value) throws SQLException {
        delegate().updateInt(column, value);
    }

    @Override
    default void updateLong(int column, long value) throws SQLException {
        delegate().updateLong(column, value);
    }

    @Override
    default void updateFloat(int column, float value) throws SQLException {
        delegate().updateFloat(column, value);
    }

    @Override
    default void updateDouble(int column, double value) throws SQLException {
        delegate().updateDouble(column, value);
    }

    @Override
    default void updateBigDecimal(int column, BigDecimal value) throws SQLException {
        delegate().updateBigDecimal(column, value);
    }

    @Override
    default void updateString(int column, String value) throws SQLException {
        delegate().updateString(column, value);
    }

    @Override
    default void updateBytes(int column, byte[] value) throws SQLException {
        delegate().updateBytes(column, value);
    }

    @Override
    default void updateDate(int column, Date value) throws SQLException {
        delegate().updateDate(column, value);
    }

    @Override
    default void updateTime(int column, Time value) throws SQLException {
        delegate().updateTime(column, value);
    }

    @Override
    default void updateTimestamp(int column, Timestamp value) throws SQLException {
        delegate().updateTimestamp(column, value);
    }

    @Override
    default void updateAsciiStream(int column, InputStream value, int length) throws SQLException {
        delegate().updateAsciiStream(column, value, length);
    }

    @Override
    default void updateBinaryStream(int column, InputStream value, int length) throws SQLException {
        delegate().updateBinaryStream(column, value, length);
    }

    @Override
    default void updateCharacterStream(int column, Reader value, int length) throws SQLException {
        delegate().updateCharacterStream(column, value, length);
    }

    @Override
    default void updateObject(int column, Object value, int sqlType) throws SQLException {
        delegate().updateObject(column, value, sqlType);
    }

    @Override
    default void updateObject(int column, Object value) throws SQLException {
        delegate().updateObject(column, value);
    }

    @Override
    default void updateNull(String column) throws SQLException {
        delegate().updateNull(column);
    }

    @Override
    default void updateBoolean(String column, boolean value) throws SQLException {
        delegate().updateBoolean(column, value);
    }

    @Override
    default void updateByte(String column, byte value) throws SQLException {
        delegate().updateByte(column, value);
    }

    @Override
    default void updateShort(String column, short value) throws SQLException {
        delegate().updateShort(column, value);
    }

    @Override
    default void updateInt(String column, int value) throws SQLException {
        delegate().updateInt(column, value);
    }

    @Override
    default void updateLong(String column, long value) throws SQLException {
        delegate().updateLong(column, value);
    }

    @Override
    default void updateFloat(String column, float value) throws SQLException {
        delegate().updateFloat(column, value);
    }

    @Override
    default void updateDouble(String column, double value) throws SQLException {
        delegate().updateDouble(column, value);
    }

    @Override
    default void updateBigDecimal(String column, BigDecimal value) throws SQLException {
        delegate().updateBigDecimal(column, value);
    }

    @Override
    default void updateString(String column, String value) throws SQLException {
        delegate().updateString(column, value);
    }

    @Override
    default void updateBytes(String column, byte[] value) throws SQLException {
        delegate().updateBytes(column, value);
    }

    @Override
    default void updateDate(String column, Date value) throws SQLException {
        delegate().updateDate(column, value);
    }

    @Override
    default void updateTime(String column, Time value) throws SQLException {
        delegate().updateTime(column, value);
    }

    @Override
    default void updateTimestamp(String column, Timestamp value) throws SQLException {
        delegate().updateTimestamp(column, value);
    }

    @Override
    default void updateAsciiStream(String column, InputStream value, int length) throws SQLException {
        delegate().updateAsciiStream(column, value, length);
    }

    @Override
    default void updateBinaryStream(String column, InputStream value, int length) throws SQLException {
        delegate().updateBinaryStream(column, value, length);
    }

    @Override
    default void updateCharacterStream(String column, Reader value, int length) throws SQLException {
        delegate().updateCharacterStream(column, value, length);
    }

    @Override
    default void updateObject(String column, Object value, int sqlType) throws SQLException {
        delegate().updateObject(column, value, sqlType);
    }

    @Override
    default void updateObject(String column, Object value) throws SQLException {
        delegate().updateObject(column, value);
    }

    @Override
    default void insertRow() throws SQLException {
        delegate().insertRow();
    }

    @Override
    default void updateRow() throws SQLException {
        delegate().updateRow();
    }

    @Override
    default void deleteRow() throws SQLException {
        delegate().deleteRow();
    }

    @Override
    default void refreshRow() throws SQLException {
        delegate().refreshRow();
    }

    @Override
    default void cancelRowUpdates() throws SQLException {
        delegate().cancelRowUpdates();
    }

    @Override
    default void moveToInsertRow() throws SQLException {
        delegate().moveToInsertRow();
    }

    @Override
    default void moveToCurrentRow() throws SQLException {
        delegate().moveToCurrentRow();
    }

    @Override
    default Object getObject(int column, Map<String, Class<?>> types) throws SQLException {
        return measuredIfResult(delegate().getObject(column, types));
    }

    @Override
    default Ref getRef(int column) throws SQLException {
        return delegate().getRef(column);
    }

    @Override
    default Blob getBlob(int column) throws SQLException {
        return delegate().getBlob(column);
    }

    @Override
    default Clob getClob(int column) throws SQLException {
        return delegate().getClob(column);
    }

    @Override
    default Array getArray(int column) throws SQLException {
        return delegate().getArray(column);
    }

    @Override
    default Object getObject(String column, Map<String, Class<?>> types) throws SQLException {
        return measuredIfResult(delegate().getObject(column, types));
    }

    @Override
    default Ref getRef(String column) throws SQLException {
        return delegate().getRef(column);
    }

    @Override
    default Blob getBlob(String column) throws SQLException {
        return delegate().getBlob(column);
    }

    @Override
    default Clob getClob(String column) throws SQLException {
        return delegate().getClob(column);
    }

    @Override
    default Array getArray(String column) throws SQLException {
        return delegate().getArray(column);
    }

    @Override
    default Date getDate(int column, Calendar calendar) throws SQLException {
        return delegate().getDate(column, calendar);
    }

    @Override
    default Date getDate(String column, Calendar calendar) throws SQLException {
        return delegate().getDate(column, calendar);
    }

    @Override
    default Time getTime(int column, Calendar calendar) throws SQLException {
        return delegate().getTime(column, calendar);
    }

    @Override
    default Time getTime(String column, Calendar calendar) throws SQLException {
        return delegate().getTime(column, calendar);
    }

    @Override
    default Timestamp getTimestamp(int column, Calendar calendar) throws SQLException {
        return delegate().getTimestamp(column, calendar);
    }

    @Override
    default Timestamp getTimestamp(String column, Calendar calendar) throws SQLException {
        return delegate().getTimestamp(column, calendar);
    }

    @Override
    default URL getURL(int column) throws SQLException {
        return delegate().getURL(column);
    }

    @Override
    default URL getURL(String column) throws SQLException {
        return delegate().getURL(column);
    }

    @Override
    default void updateRef(int column, Ref value) throws SQLException {
        delegate().updateRef(column, value);
    }

    @Override
    default void updateRef(String column, Ref value) throws SQLException {
        delegate().updateRef(column, value);
    }

    @Override
    default void updateBlob(int column, Blob value) throws SQLException {
        delegate().updateBlob(column, value);
    }

    @Override
    default void updateBlob(String column, Blob value) throws SQLException {
        delegate().updateBlob(column, value);
    }

    @Override
    default void updateClob(int column, Clob value) throws SQLException {
        delegate().updateClob(column, value);
    }

    @Override
    default void updateClob(String column, Clob value) throws SQLException {
        delegate().updateClob(column, value);
    }

    @Override
    default void updateArray(int column, Array value) throws SQLException {
        delegate().updateArray(column, value);
    }

    @Override
    default void updateArray(String column, Array value) throws SQLException {
        delegate().updateArray(column, value);
    }

    @Override
    default RowId getRowId(int column) throws SQLException {
        return delegate().getRowId(column);
    }

    @Override
    default RowId getRowId(String column) throws SQLException {
        return delegate().getRowId(column);
    }

    @Override
    default void updateRowId(int column, RowId value) throws SQLException {
        delegate().updateRowId(column, value);
    }

    @Override
    default void updateRowId(String column, RowId value) throws SQLException {
        delegate().updateRowId(column, value);
    }

    @Override
    default int getHoldability() throws SQLException {
        return delegate().getHoldability();
    }

    @Override
    default boolean isClosed() throws SQLException {
        return delegate().isClosed();
    }

    @Override
    default void updateNString(int column, String value) throws SQLException {
        delegate().updateNString(column, value);
    }

    @Override
    default void updateNString(String column, String value) throws SQLException {
        delegate().updateNString(column, value);
    }

    @Override
    default void updateNClob(int column, NClob value) throws SQLException {
        delegate().updateNClob(column, value);
    }

    @Override
    default void updateNClob(String column, NClob value) throws SQLException {
        delegate().updateNClob(column, value);
    }

    @Override
    default NClob getNClob(int column) throws SQLException {
        return delegate().getNClob(column);
    }

    @Override
    default NClob getNClob(String column) throws SQLException {
        return delegate().getNClob(column);
    }

    @Override
    default SQLXML getSQLXML(int column) throws SQLException {
        return delegate().getSQLXML(column);
    }

    @Override
    default SQLXML getSQLXML(String column) throws SQLException {
        return delegate().getSQLXML(column);
    }

    @Override
    default void updateSQLXML(int column, SQLXML value) throws SQLException {
        delegate().updateSQLXML(column, value);
    }

    @Override
    default void updateSQLXML(String column, SQLXML value) throws SQLException {
        delegate().updateSQLXML(column, value);
    }

    @Override
    default String getNString(int column) throws SQLException {
        return delegate().getNString(column);
    }

    @Override
    default String getNString(String column) throws SQLException {
        return delegate().getNString(column);
    }

    @Override
    default Reader getNCharacterStream(int column) throws SQLException {
        return delegate().getNCharacterStream(column);
    }

    @Override
    default Reader getNCharacterStream(String column) throws SQLException {
        return delegate().getNCharacterStream(column);
    }

    @Override
    default void updateNCharacterStream(int column, Reader value, long length) throws SQLException {
        delegate().updateNCharacterStream(column, value, length);
    }

    @Override
    default void updateNCharacterStream(String column, Reader value, long length) throws SQLException {
        delegate().updateNCharacterStream(column, value, length);
    }

    @Override
    default void updateAsciiStream(int column, InputStream value, long length) throws SQLException {
        delegate().updateAsciiStream(column, value, length);
    }

    @Override
    default void updateBinaryStream(int column, InputStream value, long length) throws SQLException {
        delegate().updateBinaryStream(column, value, length);
    }

    @Override
    default void updateCharacterStream(int column, Reader value, long length) throws SQLException {
        delegate().updateCharacterStream(column, value, length);
    }

    @Override
    default void updateAsciiStream(String column, InputStream value, long length) throws SQLException {
        delegate().updateAsciiStream(column, value, length);
    }

    @Override
    default void updateBinaryStream(String column, InputStream value, long length) throws SQLException {
        delegate().updateBinaryStream(column, value, length);
    }

    @Override
    default void updateCharacterStream(String column, Reader value, long length) throws SQLException {
        delegate().updateCharacterStream(column, value, length);
    }

    @Override
    default void updateBlob(int column, InputStream value, long length) throws SQLException {
        delegate().updateBlob(column, value, length);
    }

    @Override
    default void updateBlob(String column, InputStream value, long length) throws SQLException {
        delegate().updateBlob(column, value, length);
    }

    @Override
    default void updateClob(int column, Reader value, long length) throws SQLException {
        delegate().updateClob(column, value, length);
    }

    @Override
    default void updateClob(String column, Reader value, long length) throws SQLException {
        delegate().updateClob(column, value, length);
    }

    @Override
    default void updateNClob(int column, Reader value, long length) throws SQLException {
        delegate().updateNClob(column, value, length);
    }

    @Override
    default void updateNClob(String column, Reader value, long length) throws SQLException {
        delegate().updateNClob(column, value, length);
    }

    @Override
    default void updateNCharacterStream(int column, Reader value) throws SQLException {
        delegate().updateNCharacterStream(column, value);
    }

    @Override
    default void updateNCharacterStream(String column, Reader value) throws SQLException {
        delegate().updateNCharacterStream(column, value);
    }

    @Override
    default void updateAsciiStream(int column, InputStream value) throws SQLException {
        delegate().updateAsciiStream(column, value);
    }

    @Override
    default void updateBinaryStream(int column, InputStream value) throws SQLException {
        delegate().updateBinaryStream(column, value);
    }

    @Override
    default void updateCharacterStream(int column, Reader value) throws SQLException {
        delegate().updateCharacterStream(column, value);
    }

    @Override
    default void updateAsciiStream(String column, InputStream value) throws SQLException {
        delegate().updateAsciiStream(column, value);
    }

    @Override
    default void updateBinaryStream(String column, InputStream value) throws SQLException {
        delegate().updateBinaryStream(column, value);
    }

    @Override
    default void updateCharacterStream(String column, Reader value) throws SQLException {
        delegate().updateCharacterStream(column, value);
    }

    @Override
    default void updateBlob(int column, InputStream value) throws SQLException {
        delegate().updateBlob(column, value);
    }

    @Override
    default void updateBlob(String column, InputStream value) throws SQLException {
        delegate().updateBlob(column, value);
    }

    @Override
    default void updateClob(int column, Reader value) throws SQLException {
        delegate().updateClob(column, value);
    }

    @Override
    default void updateClob(String column, Reader value) throws SQLException {
        delegate().updateClob(column, value);
    }

    @Override
    default void updateNClob(int column, Reader value) throws SQLException {
        delegate().updateNClob(column, value);
    }

    @Override
    default void updateNClob(String column, Reader value) throws SQLException {
        delegate().updateNClob(column, value);
    }

    @Override
    default <T> T getObject(int column, Class<T> type) throws SQLException {
        return measuredIfResult(delegate().getObject(column, type));
    }

    @Override
    default <T> T getObject(String column, Class<T> type) throws SQLException {
        return measuredIfResult(delegate().getObject(column, type));
    }

    @Override
    default void updateObject(int column, Object value, SQLType sqlType, int scale) throws SQLException {
        delegate().updateObject(column, value, sqlType, scale);
    }

    @Override
    default void updateObject(String column, Object value, SQLType sqlType, int scale) throws SQLException {
        delegate().updateObject(column, value, sqlType, scale);
    }

    @Override
    default void updateObject(int column, Object value, SQLType sqlType) throws SQLException {
        delegate().updateObject(column, value, sqlType);
    }

    @Override
    default void updateObject(String column, Object value, SQLType sqlType) throws SQLException {
        delegate().updateObject(column, value, sqlType);
    }
}
