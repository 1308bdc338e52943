"""Digital Post and NemSMS, by the interface SF1601 of Serviceplatformen. An optional extra."""
