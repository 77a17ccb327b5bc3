--liquibase formatted sql logicalFilePath:states.sql

--changeset ada:1
create table author (id integer primary key);

--changeset ada:elsewhere dbms:oracle
create table elsewhere (id integer primary key);

--changeset ada:context context:training
create table trainee (id integer primary key);

--changeset ada:label labels:someday
create table someday (id integer primary key);

--changeset ada:there-already
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:1 select count(*) from author
create table there_already (id integer primary key);

--changeset ada:view runOnChange:true
select 2;

--changeset ada:always runAlways:true
select ${number};
