using System.Runtime.InteropServices;
using LearnFlow.KafkaBroker;

// The development broker: librdkafka's mock cluster, served on a fixed port of 127.0.0.1 until it is told to end.
if (args is not [var portText, .. var topicTexts] || !ushort.TryParse(portText, out var port))
{
    Console.Error.WriteLine("usage: LearnFlow.KafkaBroker PORT [TOPIC:PARTITIONS ...]   (port 0: a free one)");
    return 2;
}

if (topicTexts.Where(t => Topic.Parse(t) is null).ToList() is [_, ..] wrong)
{
    Console.Error.WriteLine($"'{wrong[0]}' is no topic: write NAME:PARTITIONS, with a name of letters, digits, '.', '_' and '-' and 1 to 10000 partitions.");
    return 2;
}

using var cluster = new MockCluster();
using var relay = Relay.TryListen(port, cluster.Port);
if (relay is null)
{
    Console.Error.WriteLine($"Port {port} of 127.0.0.1 is in use: end the program that listens there or choose another port.");
    return 3;
}

cluster.Advertise("127.0.0.1", relay.Port);
foreach (var topic in topicTexts.Select(Topic.Parse))
{
    cluster.CreateTopic(topic!);
}

var ended = new TaskCompletionSource();
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
var serving = relay.ServeAsync();
Console.Out.WriteLine($"READY 127.0.0.1:{relay.Port} {MockCluster.Version}");
Console.Out.WriteLine(MockCluster.Limits);
await Task.WhenAny(ended.Task, serving);
return 0;

void End(PosixSignalContext context)
{
    context.Cancel = true;
    ended.TrySetResult();
}
