--liquibase formatted sql logicalFilePath:shop.sql

--changeset ada:1
create table author (id integer primary key);

