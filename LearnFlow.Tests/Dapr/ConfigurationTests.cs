using Grpc.Core;
using Grpc.Net.Client;
using LearnFlow.DaprSidecar;
using Npgsql;
using P = Dapr.Client.Autogen.Grpc.v1;

namespace LearnFlow.Tests.Dapr;

/// <summary>configuration.postgresql: get, subscribe, unsubscribe, with the .NET client and over HTTP.</summary>
[TestClass]
public sealed class ConfigurationTests
{
    private static async Task<(SidecarSession Dapr, NpgsqlDataSource Database)> StartAsync()
    {
        var connectionString = await Backends.NewDatabaseAsync();
        var database = NpgsqlDataSource.Create(connectionString);
        // The table and the trigger that Dapr's documentation asks the user to make.
        await using var create = database.CreateCommand("""
            create table settings (key varchar not null, value varchar not null, version varchar not null, metadata json);
            insert into settings values ('limit', '5', '1', '{"unit":"s"}'), ('limit', '7', '2', null), ('model', 'small', '1', null);
            create function notify_settings() returns trigger as $$
            begin perform pg_notify('settings', json_build_object('table', tg_table_name, 'action', tg_op, 'data', row_to_json(new))::text); return null; end
            $$ language plpgsql;
            create trigger settings_changed after insert or update on settings for each row execute function notify_settings();
            """);
        await create.ExecuteNonQueryAsync();
        var dapr = await SidecarSession.StartAsync(new SidecarOptions
        {
            AppId = "configured",
            Components = [new("settings", "configuration.postgresql", [new("connectionString", connectionString), new("table", "settings")])],
        });
        return (dapr, database);
    }

    [TestMethod]
    public async Task Of_several_versions_of_a_key_the_newest_is_read()
    {
        var (dapr, database) = await StartAsync();
        await using var _ = dapr;
        await using var __ = database;

        var some = await dapr.Client.GetConfiguration("settings", ["limit"]);
        var all = (await dapr.SendAsync("GET", "/v1.0/configuration/settings")).Json;

        Assert.AreEqual("7", some.Items["limit"].Value);
        Assert.AreEqual("2", some.Items["limit"].Version);
        Assert.AreEqual("small", all.GetProperty("model").GetProperty("value").GetString());
        (await dapr.SendAsync("GET", "/v1.0/configuration/none?key=a")).AssertError(400, "ERR_CONFIGURATION_STORE_NOT_FOUND");
    }

    [TestMethod]
    public async Task A_subscriber_is_told_of_changes_until_it_leaves()
    {
        var (dapr, database) = await StartAsync();
        await using var _ = dapr;
        await using var __ = database;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));

        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{dapr.Sidecar.GrpcPort}");
        var request = new P.SubscribeConfigurationRequest { StoreName = "settings", Keys = { "limit" }, Metadata = { ["pgNotifyChannel"] = "settings" } };
        using var stream = new P.Dapr.DaprClient(channel).SubscribeConfiguration(request, cancellationToken: limit.Token);
        // The first answer tells the id and that the sidecar listens.
        Assert.IsTrue(await stream.ResponseStream.MoveNext(limit.Token));
        var id = stream.ResponseStream.Current.Id;
        await using var change = database.CreateCommand("insert into settings values ('model', 'large', '2', null), ('limit', '9', '3', null)");
        await change.ExecuteNonQueryAsync(limit.Token);

        Assert.IsTrue(await stream.ResponseStream.MoveNext(limit.Token));
        Assert.AreEqual("9", stream.ResponseStream.Current.Items["limit"].Value);
        Assert.IsTrue((await dapr.Client.UnsubscribeConfiguration("settings", id, limit.Token)).Ok);
        Assert.AreEqual(500, (await dapr.SendAsync("GET", $"/v1.0/configuration/settings/{Guid.NewGuid()}/unsubscribe")).Status);
    }

    [TestMethod]
    public async Task The_dotnet_clients_subscription_yields_changes_and_its_id_ends_it()
    {
        var (dapr, database) = await StartAsync();
        await using var _ = dapr;
        await using var __ = database;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var subscription = await dapr.Client.SubscribeConfiguration("settings", ["limit"],
            new Dictionary<string, string> { ["pgNotifyChannel"] = "settings" }, limit.Token);
        await using var changes = subscription.Source.GetAsyncEnumerator(limit.Token);

        // The first item has the id and no settings: the sidecar listens.
        Assert.IsTrue(await changes.MoveNextAsync());
        Assert.IsEmpty(changes.Current);
        await using var change = database.CreateCommand("insert into settings values ('limit', '9', '3', null)");
        await change.ExecuteNonQueryAsync(limit.Token);
        Assert.IsTrue(await changes.MoveNextAsync());
        Assert.AreEqual("9", changes.Current["limit"].Value);
        Assert.IsTrue((await dapr.Client.UnsubscribeConfiguration("settings", subscription.Id, limit.Token)).Ok);
        Assert.IsFalse(await changes.MoveNextAsync());
    }
}
