using LearnFlow.KafkaBroker;

namespace LearnFlow.Tests.Hosting.Kafka;

[TestClass]
public sealed class FetchFrameTests
{
    public static IEnumerable<object[]> Versions => Enumerable.Range(0, FetchRequest.MaxVersion + 1).Select(v => new object[] { (short)v });

    [TestMethod]
    [DynamicData(nameof(Versions))]
    public void The_wait_of_a_request_is_read_and_replaced_and_nothing_else(short version)
    {
        var frame = KafkaFrames.FetchRequest(version, correlationId: 42, maxWait: 500);

        var request = FetchRequest.TryRead(frame)!;

        Assert.AreEqual(TimeSpan.FromMilliseconds(500), request.MaxWait);
        Assert.AreEqual(42, request.CorrelationId);
        CollectionAssert.AreEqual(KafkaFrames.FetchRequest(version, 42, maxWait: 0), request.Frame);
    }

    [TestMethod]
    [DynamicData(nameof(Versions))]
    public void An_answer_is_empty_without_records_and_errors(short version)
    {
        Assert.IsTrue(FetchResponse.IsEmpty(KafkaFrames.FetchResponse(version, 1), version));
        Assert.IsTrue(FetchResponse.IsEmpty(KafkaFrames.FetchResponse(version, 1, records: []), version));
        Assert.IsFalse(FetchResponse.IsEmpty(KafkaFrames.FetchResponse(version, 1, records: new byte[300]), version));
        Assert.IsFalse(FetchResponse.IsEmpty(KafkaFrames.FetchResponse(version, 1, error: 1), version));
    }

    [TestMethod]
    [DynamicData(nameof(Versions))]
    public void What_is_cut_off_anywhere_counts_as_not_empty(short version)
    {
        var whole = KafkaFrames.FetchResponse(version, 1);
        for (var length = FrameReader.LengthSize; length < whole.Length; length++)
        {
            Assert.IsFalse(FetchResponse.IsEmpty(whole.AsSpan(0, length), version), $"{length} of {whole.Length} bytes");
        }
    }

    [TestMethod]
    public void Random_bytes_are_read_without_an_exception()
    {
        var random = new Random(7);
        var bytes = new byte[64];
        for (var i = 0; i < 20_000; i++)
        {
            random.NextBytes(bytes);
            FetchResponse.IsEmpty(bytes, (short)random.Next(17));
            FetchRequest.TryRead(bytes);
        }
    }

    [TestMethod]
    public void A_request_of_a_later_version_passes_unread() =>
        Assert.IsNull(FetchRequest.TryRead(KafkaFrames.FetchRequest(FetchRequest.MaxVersion + 1, 1, 500)));
}
