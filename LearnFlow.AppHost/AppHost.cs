Console.WriteLine("LearnFlow");
