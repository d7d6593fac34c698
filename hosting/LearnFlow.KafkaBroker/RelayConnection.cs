using System.Net.Sockets;

namespace LearnFlow.KafkaBroker;

/// <summary>
/// One client's connection to the cluster. The cluster answers a Fetch only after the client's full wait, whatever is produced
/// meanwhile. So the relay asks it without a wait, keeps an answer without records back until something has been produced through
/// the relay, and then asks again, until the client's wait is over.
/// </summary>
/// <remarks>
/// As a broker does, it handles the client's next request after the answer to the Fetch; but a request that comes ends the wait.
/// All else passes through unread, and what neither side has taken fills no more than two buffers.
/// </remarks>
internal sealed class RelayConnection(Socket client, Socket server, NewDataSignal newData)
{
    private const int ProduceKey = 0, FetchKey = 1, RequestHeader = 12, ResponseHeader = 8;

    /// <summary>An answer without records is at most twice as long as its request, and has to fit into the buffer.</summary>
    private const int MaxFetchRequest = FrameReader.BufferSize / 2;

    private volatile WaitingFetch? _fetch;
    private volatile bool _produces;

    /// <summary>Carries the connection until one side closes it or sends what is not Kafka's protocol.</summary>
    public Task CarryAsync() => Task.WhenAny(CarryRequestsAsync(), CarryResponsesAsync()).Unwrap();

    private async Task CarryRequestsAsync()
    {
        var reader = new FrameReader(client);
        try
        {
            while (await reader.FillAsync(RequestHeader).ConfigureAwait(false) && reader.FrameSize is { } size)
            {
                if (_fetch is { } waiting)
                {
                    waiting.Interrupt();
                    await waiting.Answered.ConfigureAwait(false);
                }

                var key = reader.Int16(4);
                if (key == FetchKey && size <= MaxFetchRequest)
                {
                    if (!await reader.FillAsync(size).ConfigureAwait(false))
                    {
                        return;
                    }

                    if (FetchRequest.TryRead(reader.Peek(size)) is { } request)
                    {
                        var fetch = new WaitingFetch(request, newData.Next);
                        _fetch = fetch;
                        reader.Skip(size);
                        await FrameReader.SendAsync(server, request.Frame).ConfigureAwait(false);
                        continue;
                    }
                }

                _produces |= key == ProduceKey;
                if (!await reader.PassAsync(size, server).ConfigureAwait(false))
                {
                    return;
                }
            }
        }
        finally
        {
            _fetch?.Interrupt();
        }
    }

    private async Task CarryResponsesAsync()
    {
        var reader = new FrameReader(server);
        try
        {
            while (await reader.FillAsync(ResponseHeader).ConfigureAwait(false) && reader.FrameSize is { } size)
            {
                if (_produces)
                {
                    newData.Pulse();
                }

                var fetch = _fetch is { } f && f.Request.CorrelationId == reader.Int32(4) ? f : null;
                if (fetch is not null && size <= FrameReader.BufferSize)
                {
                    if (!await reader.FillAsync(size).ConfigureAwait(false))
                    {
                        return;
                    }

                    if (FetchResponse.IsEmpty(reader.Peek(size), fetch.Request.Version) && await fetch.WaitForDataAsync().ConfigureAwait(false))
                    {
                        reader.Skip(size);
                        fetch.Ask(newData.Next);
                        await FrameReader.SendAsync(server, fetch.Request.Frame).ConfigureAwait(false);
                        continue;
                    }
                }

                if (!await reader.PassAsync(size, client).ConfigureAwait(false))
                {
                    return;
                }

                if (fetch is not null)
                {
                    _fetch = null;
                    fetch.Answer();
                }
            }
        }
        finally
        {
            _fetch?.Answer();
        }
    }
}
