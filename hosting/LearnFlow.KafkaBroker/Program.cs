using LearnFlow.KafkaBroker;

// The development broker: librdkafka's mock cluster, served on a fixed port of 127.0.0.1 until standard input closes,
// which it does when the host that started it goes away, whichever way.
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
    cluster.CreateTopic(topic!);

// Ctrl-C goes to every process of the terminal; the host decides when the broker ends.
using var interrupt = System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGINT, c => c.Cancel = true);
var serving = relay.ServeAsync();
Console.Out.WriteLine($"READY 127.0.0.1:{relay.Port} {MockCluster.Version}");

var input = Console.OpenStandardInput();
var parentIsGone = Task.Run(() => { while (input.ReadByte() >= 0) { } });
await Task.WhenAny(parentIsGone, serving);
return 0;
