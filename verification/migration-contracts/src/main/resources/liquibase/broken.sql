--liquibase formatted sql

--changeset ada:1 logicalFilePath:shop.sql
create table author (id integer primary key);

--changeset ada:2 logicalFilePath:shop.sql
create table broken (id no_such_type_at_all primary key);

--changeset ada:3 logicalFilePath:shop.sql
create table shelf (id integer primary key);
