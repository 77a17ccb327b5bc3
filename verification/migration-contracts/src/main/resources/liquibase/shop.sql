--liquibase formatted sql logicalFilePath:shop.sql

--changeset ada:1
create table author (id integer primary key);

--changeset ada:2
create table book (id integer primary key);

--changeset ada:3
create table shelf (id integer primary key);
