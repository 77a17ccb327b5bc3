--liquibase formatted sql

--changeset ada:1 logicalFilePath:shop.sql
create table author (id integer primary key);

--changeset ada:2 logicalFilePath:shop.sql
create table book (id integer primary key);

--changeset ada:3 logicalFilePath:shop.sql
create table shelf (id integer primary key);
