using LearnFlow.Sandbox.Run;
using LearnFlow.Sandbox.Wasi;

namespace LearnFlow.Tests.Sandbox;

/// <summary>What a run's files hold never passes its quota: the accounting is compared with a recount after every step of random sequences.</summary>
[TestClass]
public sealed class FileQuotaTests
{
    private const int MaxBytes = 10_000, MaxFiles = 12, GivenBytes = 500, Steps = 3_000;

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(4)]
    [DataRow(5)]
    [DataRow(6)]
    [DataRow(7)]
    [DataRow(8)]
    public void The_accounting_is_what_a_recount_finds_after_every_step(int seed)
    {
        var random = new Random(seed);
        var quota = new FileQuota(MaxBytes, MaxFiles);
        var files = new FileTree(FileNode.Directory(readOnly: true), quota);
        files.AddWorkFile("main.py", new byte[GivenBytes]);
        files.AddWorkFile("given/a", new byte[GivenBytes]);
        var guest = Guest(files);
        var descriptors = new List<int>();
        var refused = 0;
        for (var step = 0; step < Steps; step++)
        {
            var error = Step(random, files, guest, descriptors);
            refused += error == Errno.NoSpace ? 1 : 0;

            var (bytes, made, buffers) = Recount(files, guest);
            Assert.AreEqual((bytes, made), (quota.Bytes, quota.Files), $"step {step}");
            Assert.IsTrue(bytes is >= 0 and <= MaxBytes && made is >= 0 and <= MaxFiles, $"step {step}: {bytes} bytes in {made} files");
            // A buffer is at most twice what it holds, and a page.
            Assert.IsLessThanOrEqualTo(2 * (MaxBytes + 2 * GivenBytes) + (MaxFiles + 2) * 4096, buffers, $"step {step}");
        }
        Assert.IsGreaterThan(20, refused, "The sequence has not reached the quota.");
        Assert.IsTrue(quota.Exceeded);
    }

    private static Errno Step(Random random, FileTree files, Guest guest, List<int> descriptors)
    {
        string Path() => $"{Pick(random, ["work", "tmp", "work/given", "work/d", "tmp/d", "tmp/d/e"])}/{Pick(random, ["a", "b", "c", "d", "e", "main.py"])}";
        Descriptor? Open() => descriptors.Count == 0 ? null : guest[descriptors[random.Next(descriptors.Count)]];
        switch (random.Next(11))
        {
            case 0 or 1:
                var path = Path();
                var error = files.Find(files.Root, path, out var node);
                if (error == Errno.NoEntry)
                    error = files.Create(files.Root, path, directory: false, nowNs: 0, out node);
                if (error == Errno.Success && guest.TryOpen(new Descriptor(node, append: false, readable: true, writable: true), out var opened))
                    descriptors.Add(opened);
                return error;
            case 2 or 3 or 4:
                return Open() is { } grown ? files.Resize(grown.Node, random.Next(MaxBytes / 2)) : Errno.BadDescriptor;
            case 5:
                return Open() is { } cut ? files.Resize(cut.Node, random.Next(2) * random.Next(100)) : Errno.BadDescriptor;
            case 6:
                return files.Remove(files.Root, Path(), directory: random.Next(3) == 0);
            case 7:
                return files.Rename(files.Root, Path(), files.Root, Path());
            case 8:
                return files.Create(Open() is { Node.IsDirectory: true } folder ? folder.Node : files.Root, Pick(random, ["work/d", "tmp/d", "tmp/d/e", "x"]), directory: true, nowNs: 0, out _);
            case 9 when descriptors.Count > 1 && random.Next(3) == 0:
                var (from, to) = (descriptors[random.Next(descriptors.Count)], descriptors[random.Next(descriptors.Count)]);
                if (guest.Renumber(from, to) && from != to)
                    descriptors.Remove(from);
                return Errno.Success;
            case 9 or 10 when descriptors.Count > 0 && random.Next(2) == 0:
                var closed = descriptors[random.Next(descriptors.Count)];
                Assert.IsTrue(guest.Close(closed));
                descriptors.Remove(closed);
                return Errno.Success;
            default:
                return Errno.Success;
        }
    }

    private static (long Bytes, int Files, long Buffers) Recount(FileTree files, Guest guest)
    {
        var held = new HashSet<FileNode>(ReferenceEqualityComparer.Instance);
        Collect(files.Root);
        foreach (var open in guest.OpenNodes)
            Collect(open);
        return (held.Sum(node => (long)Math.Max(0, node.Length - node.GivenBytes)), held.Count(node => node.IsCounted), held.Sum(node => (long)node.Content.Length));

        void Collect(FileNode node)
        {
            if (held.Add(node) && node.Children is { } children)
            {
                foreach (var child in children.Values)
                    Collect(child);
            }
        }
    }

    private static T Pick<T>(Random random, T[] choices) => choices[random.Next(choices.Length)];

    private static Guest Guest(FileTree files)
    {
        var budget = new RunBudget(new RunLimits(), CancellationToken.None);
        return new Guest(files) { Input = new GuestInput(default), Output = new GuestOutput(0), Clock = new GuestClock(budget) };
    }
}
