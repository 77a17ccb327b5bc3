// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The type of an error: the name of its SQLState's condition, in camel case, the same for all vendors. Conditions of the
 * standard and of PostgreSQL are named as the appendix on error codes of PostgreSQL 17 names them, which is also what
 * psycopg calls its exceptions; others after the documentation of H2 2.4, MariaDB 11, MySQL 9 and SQLite 3. The class is
 * a table.
 */
final class SqlErrors {

    static final String OBJECT_CLOSED = "ObjectClosed";
    static final String QUERY_CANCELED = "QueryCanceled";
    static final String QUERY_TIMEOUT = "QueryTimeout";

    /** Exceptions that stand for others are followed so far. */
    private static final int MAX_CHAIN = 10;

    private static final Map<String, String> CONDITIONS = table("""
            02000 NoData
            02001 NoAdditionalDynamicResultSetsReturned
            03000 SqlStatementNotYetComplete
            07000 DynamicSqlError
            07001 InvalidParameterCount
            07005 NotAQuery
            07009 InvalidDescriptorIndex
            08000 ConnectionException
            08001 SqlclientUnableToEstablishSqlconnection
            08003 ConnectionDoesNotExist
            08004 SqlserverRejectedEstablishmentOfSqlconnection
            08006 ConnectionFailure
            08007 TransactionResolutionUnknown
            08P01 ProtocolViolation
            08S01 ConnectionFailure
            09000 TriggeredActionException
            0A000 FeatureNotSupported
            0B000 InvalidTransactionInitiation
            0F000 LocatorException
            0F001 InvalidLocatorSpecification
            0L000 InvalidGrantor
            0LP01 InvalidGrantOperation
            0P000 InvalidRoleSpecification
            0Z000 DiagnosticsException
            20000 CaseNotFound
            21000 CardinalityViolation
            21S01 InsertValueListMismatch
            21S02 ColumnCountMismatch
            22000 DataException
            22001 StringDataRightTruncation
            22002 NullValueNoIndicatorParameter
            22003 NumericValueOutOfRange
            22004 NullValueNotAllowed
            22005 ErrorInAssignment
            22007 InvalidDatetimeFormat
            22008 DatetimeFieldOverflow
            22009 InvalidTimeZoneDisplacementValue
            2200B EscapeCharacterConflict
            2200C InvalidUseOfEscapeCharacter
            2200D InvalidEscapeOctet
            2200F ZeroLengthCharacterString
            2200G MostSpecificTypeMismatch
            22010 InvalidIndicatorParameterValue
            22011 SubstringError
            22012 DivisionByZero
            22013 InvalidPrecedingOrFollowingSize
            22014 InvalidArgumentForNtileFunction
            22015 IntervalFieldOverflow
            22018 InvalidCharacterValueForCast
            22019 InvalidEscapeCharacter
            2201B InvalidRegularExpression
            2201E InvalidArgumentForLogarithm
            2201F InvalidArgumentForPowerFunction
            2201W InvalidRowCountInLimitClause
            2201X InvalidRowCountInResultOffsetClause
            22021 CharacterNotInRepertoire
            22022 IndicatorOverflow
            22023 InvalidParameterValue
            22024 UnterminatedCString
            22025 InvalidEscapeSequence
            22026 StringDataLengthMismatch
            22027 TrimError
            2202E ArraySubscriptError
            22030 DuplicateJsonObjectKeyValue
            22032 InvalidJsonText
            22P01 FloatingPointException
            22P02 InvalidTextRepresentation
            22P03 InvalidBinaryRepresentation
            22P04 BadCopyFileFormat
            22P05 UntranslatableCharacter
            23000 IntegrityConstraintViolation
            23001 RestrictViolation
            23502 NotNullViolation
            23503 ForeignKeyViolation
            23505 UniqueViolation
            23506 ForeignKeyViolation
            23507 NotNullViolation
            23513 CheckViolation
            23514 CheckViolation
            23P01 ExclusionViolation
            24000 InvalidCursorState
            25000 InvalidTransactionState
            25001 ActiveSqlTransaction
            25002 BranchTransactionAlreadyActive
            25006 ReadOnlySqlTransaction
            25P01 NoActiveSqlTransaction
            25P02 InFailedSqlTransaction
            25P03 IdleInTransactionSessionTimeout
            25P04 TransactionTimeout
            26000 InvalidSqlStatementName
            27000 TriggeredDataChangeViolation
            28000 InvalidAuthorizationSpecification
            28P01 InvalidPassword
            2B000 DependentPrivilegeDescriptorsStillExist
            2BP01 DependentObjectsStillExist
            2D000 InvalidTransactionTermination
            2F000 SqlRoutineException
            2F002 ModifyingSqlDataNotPermitted
            2F003 ProhibitedSqlStatementAttempted
            2F004 ReadingSqlDataNotPermitted
            2F005 FunctionExecutedNoReturnStatement
            34000 InvalidCursorName
            38000 ExternalRoutineException
            39000 ExternalRoutineInvocationException
            3B000 SavepointException
            3B001 InvalidSavepointSpecification
            3D000 InvalidCatalogName
            3F000 InvalidSchemaName
            40000 TransactionRollback
            40001 SerializationFailure
            40002 TransactionIntegrityConstraintViolation
            40003 StatementCompletionUnknown
            40P01 DeadlockDetected
            42000 SyntaxErrorOrAccessRuleViolation
            42501 InsufficientPrivilege
            42601 SyntaxError
            42602 InvalidName
            42611 InvalidColumnDefinition
            42622 NameTooLong
            42701 DuplicateColumn
            42702 AmbiguousColumn
            42703 UndefinedColumn
            42704 UndefinedObject
            42710 DuplicateObject
            42712 DuplicateAlias
            42723 DuplicateFunction
            42725 AmbiguousFunction
            42803 GroupingError
            42804 DatatypeMismatch
            42809 WrongObjectType
            42830 InvalidForeignKey
            42846 CannotCoerce
            42883 UndefinedFunction
            42939 ReservedName
            42P01 UndefinedTable
            42P02 UndefinedParameter
            42P03 DuplicateCursor
            42P04 DuplicateDatabase
            42P05 DuplicatePreparedStatement
            42P06 DuplicateSchema
            42P07 DuplicateTable
            42P08 AmbiguousParameter
            42P09 AmbiguousAlias
            42P10 InvalidColumnReference
            42P11 InvalidCursorDefinition
            42P12 InvalidDatabaseDefinition
            42P13 InvalidFunctionDefinition
            42P14 InvalidPreparedStatementDefinition
            42P15 InvalidSchemaDefinition
            42P16 InvalidTableDefinition
            42P17 InvalidObjectDefinition
            42P18 IndeterminateDatatype
            42P19 InvalidRecursion
            42P20 WindowingError
            42P21 CollationMismatch
            42P22 IndeterminateCollation
            42S01 DuplicateTable
            42S02 UndefinedTable
            42S03 UndefinedTable
            42S04 UndefinedTable
            42S11 DuplicateObject
            42S12 UndefinedObject
            42S21 DuplicateColumn
            42S22 UndefinedColumn
            44000 WithCheckOptionViolation
            53000 InsufficientResources
            53100 DiskFull
            53200 OutOfMemory
            53300 TooManyConnections
            53400 ConfigurationLimitExceeded
            54000 ProgramLimitExceeded
            54001 StatementTooComplex
            54011 TooManyColumns
            54023 TooManyArguments
            55000 ObjectNotInPrerequisiteState
            55006 ObjectInUse
            55P02 CantChangeRuntimeParam
            55P03 LockNotAvailable
            55P04 UnsafeNewEnumValueUsage
            57000 OperatorIntervention
            57014 QueryCanceled
            57P01 AdminShutdown
            57P02 CrashShutdown
            57P03 CannotConnectNow
            57P04 DatabaseDropped
            57P05 IdleSessionTimeout
            58000 SystemError
            58030 IoError
            58P01 UndefinedFile
            58P02 DuplicateFile
            70100 QueryCanceled
            90007 ObjectClosed
            90013 DatabaseNotFound
            90020 DatabaseAlreadyOpen
            90028 IoError
            90031 IoError
            90067 ConnectionFailure
            90098 DatabaseClosed
            90108 OutOfMemory
            90121 DatabaseClosed
            90146 DatabaseNotFound
            F0000 ConfigFileError
            HV000 FdwError
            HYT00 LockNotAvailable
            P0000 PlpgsqlError
            P0001 RaiseException
            P0002 NoDataFound
            P0003 TooManyRows
            P0004 AssertFailure
            XX000 InternalError
            XX001 DataCorrupted
            XX002 IndexCorrupted
            """);

    /** What MySQL and MariaDB tell by their own numbers, where their SQLStates stand for too much. */
    private static final Map<String, String> NUMBERS_OF_MYSQL = table("""
            1044 InsufficientPrivilege
            1048 NotNullViolation
            1062 UniqueViolation
            1064 SyntaxError
            1142 InsufficientPrivilege
            1205 LockNotAvailable
            1216 ForeignKeyViolation
            1217 ForeignKeyViolation
            1317 QueryCanceled
            1364 NotNullViolation
            1451 ForeignKeyViolation
            1452 ForeignKeyViolation
            1586 UniqueViolation
            1969 QueryCanceled
            3024 QueryCanceled
            3819 CheckViolation
            4025 CheckViolation
            """);

    /** SQLite has result codes and no SQLStates; 1 stands for a syntax error and for a missing table alike. */
    private static final Map<String, String> NUMBERS_OF_SQLITE = table("""
            5 LockNotAvailable
            6 LockNotAvailable
            8 ReadOnlySqlTransaction
            9 QueryCanceled
            10 IoError
            11 DataCorrupted
            13 DiskFull
            19 IntegrityConstraintViolation
            """);

    /** H2 has a number for what its SQLState says of access rights too. */
    private static final Map<String, String> NUMBERS_OF_H2 = table("""
            42000 SyntaxError
            42001 SyntaxError
            """);

    private SqlErrors() {}

    /** The type of what was raised. Bounded by the table and by the classes of exceptions that there are. */
    static String type(String vendor, Throwable thrown) {
        Throwable cause = first(thrown);
        if (cause instanceof SQLException raised) {
            String condition = condition(vendor, raised);
            if (condition != null) {
                return condition;
            }
            if (raised instanceof SQLTimeoutException) {
                return QUERY_TIMEOUT;
            }
        }
        String name = cause.getClass().getSimpleName();
        return name.isEmpty() ? "anonymous" : name;
    }

    /** A failed batch stands for the errors of its statements: the first of them (B4). */
    private static Throwable first(Throwable thrown) {
        return thrown instanceof BatchUpdateException batch && batch.getNextException() != null
                ? batch.getNextException()
                : thrown;
    }

    private static @Nullable String condition(String vendor, SQLException raised) {
        String known = numbers(vendor).get(Integer.toString(raised.getErrorCode()));
        if (known != null) {
            return known;
        }
        String state = state(raised);
        if (state == null) {
            return null;
        }
        String exact = CONDITIONS.get(state);
        return exact != null || state.startsWith("90") ? exact : CONDITIONS.get(state.substring(0, 2) + "000");
    }

    private static Map<String, String> numbers(String vendor) {
        return switch (vendor) {
            case "mysql", "mariadb" -> NUMBERS_OF_MYSQL;
            case "h2" -> NUMBERS_OF_H2;
            case "sqlite" -> NUMBERS_OF_SQLITE;
            default -> Map.of();
        };
    }

    /** The SQLState of an exception, or of the first behind it that has one; null where none is well formed. */
    private static @Nullable String state(SQLException raised) {
        SQLException at = raised;
        for (int i = 0; at != null && i < MAX_CHAIN; i++) {
            String state = at.getSQLState();
            if (state != null && state.length() == 5) {
                return state.toUpperCase(Locale.ROOT);
            }
            at = at.getNextException();
        }
        return null;
    }

    private static Map<String, String> table(String lines) {
        return lines.lines()
                .map(line -> line.split(" ", -1))
                .collect(Collectors.toUnmodifiableMap(words -> words[0], words -> words[1]));
    }
}
