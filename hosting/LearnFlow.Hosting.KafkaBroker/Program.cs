Console.Error.WriteLine("usage: LearnFlow.Hosting.KafkaBroker PORT TOPIC:PARTITIONS ...");
return 2;
