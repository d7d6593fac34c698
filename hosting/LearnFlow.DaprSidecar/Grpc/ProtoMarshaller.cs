using Google.Protobuf;
using Grpc.Core;

namespace LearnFlow.DaprSidecar.Grpc;

/// <summary>Protobuf messages on the wire, without copies in between.</summary>
internal static class ProtoMarshaller
{
    public static Marshaller<T> Of<T>() where T : class, IMessage<T>, new()
    {
        var parser = new MessageParser<T>(() => new T());
        return Marshallers.Create<T>(
            (message, context) =>
            {
                context.SetPayloadLength(message.CalculateSize());
                message.WriteTo(context.GetBufferWriter());
                context.Complete();
            },
            context => parser.ParseFrom(context.PayloadAsReadOnlySequence()));
    }
}
