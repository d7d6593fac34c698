using LearnFlow.Web.Gateway;
using LearnFlow.Web.Services;

namespace LearnFlow.Tests.Web;

[TestClass]
public sealed class GatewayRoutesTests
{
    [TestMethod]
    public void An_import_may_be_silent_for_longer_than_a_run()
    {
        var policy = new GatewayPolicy { ActivitySeconds = 60, ImportSeconds = 900 };
        var clusters = GatewayRoutes.Clusters(new Sidecar(new Uri("http://127.0.0.1:3500"), null), policy)
            .ToDictionary(cluster => cluster.ClusterId, cluster => cluster.HttpRequest!.ActivityTimeout!.Value.TotalSeconds);

        var imports = GatewayRoutes.Routes().Single(route => route.Match.Path == "/api/exercises/imports/exercism");
        var others = GatewayRoutes.Routes().Single(route => route.RouteId == "sandbox POST /run Anyone");

        Assert.AreEqual(900, clusters[imports.ClusterId!]);
        Assert.AreEqual(60, clusters[others.ClusterId!]);
    }
}
