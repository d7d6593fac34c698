using LearnFlow.Web.Services;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace LearnFlow.Tests.Web;

/// <summary>The site on a loopback port, with the stand-in as its sidecar.</summary>
internal sealed class Site : IAsyncDisposable
{
    private readonly Factory _factory;

    private Site(Factory factory, SidecarStandIn sidecar)
    {
        _factory = factory;
        Sidecar = sidecar;
        _factory.StartServer();
        Address = _factory.ClientOptions.BaseAddress;
        sidecar.SiteAddress = Address;
    }

    /// <summary>Its address.</summary>
    public Uri Address { get; }

    /// <summary>What stands behind it.</summary>
    public SidecarStandIn Sidecar { get; }

    /// <summary>The site's services.</summary>
    public IServiceProvider Services => _factory.Services;

    public static Task<Site> StartAsync(params (string Key, string Value)[] settings) => StartAsync(_ => { }, settings);

    public static async Task<Site> StartAsync(Action<IServiceCollection> services, (string Key, string Value)[] settings)
    {
        var sidecar = await SidecarStandIn.StartAsync();
        return new Site(new Factory(sidecar, services, settings), sidecar);
    }

    /// <summary>A visitor of their own: cookies are kept, redirects are not followed.</summary>
    public HttpClient Visitor() => new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };

    public async ValueTask DisposeAsync()
    {
        await _factory.DisposeAsync();
        await Sidecar.DisposeAsync();
    }

    private sealed class Factory : WebApplicationFactory<Sidecar>
    {
        private readonly SidecarStandIn _sidecar;
        private readonly Action<IServiceCollection> _services;
        private readonly (string Key, string Value)[] _settings;

        public Factory(SidecarStandIn sidecar, Action<IServiceCollection> services, (string Key, string Value)[] settings)
        {
            _services = services;
            _sidecar = sidecar;
            _settings = settings;
            UseKestrel(0);
        }

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseSetting("DAPR_HTTP_ENDPOINT", _sidecar.Address.ToString());
            builder.UseSetting("DAPR_API_TOKEN", SidecarStandIn.ApiToken);
            builder.UseSetting("APP_API_TOKEN", SidecarStandIn.AppToken);
            foreach (var (key, value) in _settings)
                builder.UseSetting(key, value);

            builder.ConfigureServices(_services);
        }
    }
}
