--liquibase formatted sql

--changeset ada:1 logicalFilePath:states.sql
create table author (id integer primary key);

--changeset ada:elsewhere dbms:oracle logicalFilePath:states.sql
create table elsewhere (id integer primary key);

--changeset ada:context context:training logicalFilePath:states.sql
create table trainee (id integer primary key);

--changeset ada:label labels:someday logicalFilePath:states.sql
create table someday (id integer primary key);

--changeset ada:there-already logicalFilePath:states.sql
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:1 select count(*) from author
create table there_already (id integer primary key);

--changeset ada:view runOnChange:true logicalFilePath:states.sql
select 1;

--changeset ada:always runAlways:true logicalFilePath:states.sql
select ${number};
