--liquibase formatted sql

--changeset ada:1 logicalFilePath:shop.sql
create table author (id integer primary key);

