create table broken (id no_such_type_at_all primary key);
