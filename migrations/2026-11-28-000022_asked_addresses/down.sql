drop table asked_addresses;
