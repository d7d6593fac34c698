using System.Net;

namespace LearnFlow.Tests.Dashboard;

/// <summary>What the dashboard shows of the sidecars in its process.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux | OperatingSystems.OSX)]
public sealed class SidecarViewTests
{
    [TestMethod]
    public async Task The_state_that_an_app_keeps_can_be_looked_at()
    {
        await using var shop = await ShopModel.StartAsync();
        await shop.PostToSidecarAsync("/v1.0/state/statestore", new object[] { new { key = "basket-1", value = new { pears = 3 } }, new { key = "order-1", value = "a text" } });

        var store = (await shop.Dashboard.GetAsync("/api/state"))[0];
        var found = await shop.Dashboard.GetAsync("/api/state/statestore?search=basket");
        var value = await shop.Dashboard.GetAsync("/api/state/statestore/value?key=shop%7C%7Cbasket-1");

        Assert.AreEqual("""{"name":"statestore","type":"state.in-memory","apps":["shop"]}""", store.ToString());
        Assert.AreEqual("shop||basket-1", found.GetProperty("items").EnumerateArray().Single().GetProperty("key").GetString());
        Assert.AreEqual("""{"pears":3}""", value.GetProperty("value").GetRawText());
    }

    [TestMethod]
    [DataRow("/api/state/nowhere", "No running sidecar has a state store 'nowhere'")]
    [DataRow("/api/state/statestore/value?key=nothing", "The store 'statestore' has no key 'nothing' now.")]
    public async Task What_is_not_there_is_said(string path, string sentence)
    {
        await using var shop = await ShopModel.StartAsync();

        using var answer = await shop.Dashboard.Client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.AreEqual(HttpStatusCode.NotFound, answer.StatusCode);
        StringAssert.Contains(System.Text.RegularExpressions.Regex.Unescape(await answer.Content.ReadAsStringAsync()), sentence);
    }

    [TestMethod]
    public async Task A_dead_letter_is_delivered_again_until_its_consumer_takes_it()
    {
        await using var shop = await ShopModel.StartAsync();
        var answers = new Queue<int>([404, 500, 200]);
        shop.App.OnEvent = _ => (answers.Dequeue(), "");

        await shop.PostToSidecarAsync("/v1.0/publish/pubsub/parcels?metadata.cloudevent.id=parcel-1", new { to = "grace" });
        var lost = (await shop.Dashboard.GetUntilAsync("/api/messages", m => m.GetProperty("undelivered").GetArrayLength() == 1)).GetProperty("undelivered")[0];
        using var refused = await DeliverAsync(shop);
        using var taken = await DeliverAsync(shop);
        using var gone = await DeliverAsync(shop);

        Assert.AreEqual(
            ("parcel-1", "parcels", "shop", "lost-parcels"),
            (lost.GetProperty("id").GetString(), lost.GetProperty("topic").GetString(), lost.GetProperty("consumer").GetString(), lost.GetProperty("deadLetterTopic").GetString()));
        Assert.AreEqual((HttpStatusCode.Conflict, HttpStatusCode.OK, HttpStatusCode.NotFound), (refused.StatusCode, taken.StatusCode, gone.StatusCode));
        Assert.HasCount(3, shop.App.All.Where(e => e.Id == "parcel-1"));
        var message = await shop.Dashboard.GetUntilAsync("/api/messages?id=parcel-1", m => m.GetProperty("messages")[0].GetProperty("deliveries")[0].GetProperty("attempts").GetInt32() == 3);
        Assert.AreEqual("success", message.GetProperty("messages")[0].GetProperty("deliveries")[0].GetProperty("outcome").GetString());
        Assert.AreEqual(0, message.GetProperty("undelivered").GetArrayLength());
    }

    private static Task<HttpResponseMessage> DeliverAsync(ShopModel shop) =>
        shop.Dashboard.Client.PostAsync(new Uri("/api/messages/parcel-1/deliver?consumer=shop", UriKind.Relative), null);
}
