Console.Error.WriteLine("usage: LearnFlow.Bench SUITE --json FILE");
return 2;
