using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Podium.ServiceDefaults.Data;

namespace Podium.ServiceDefaults.Tests.Data;

public class ModuleDatabaseTests
{
    // A server takes 100 connections by default; two modules and their single connections must find room, however many requests come.
    [Theory]
    [InlineData("Host=db.example;Database=podium", 30)]
    [InlineData("Host=db.example;Database=podium;Maximum Pool Size=75", 75)]
    [InlineData("Host=db.example;Database=podium;MaxPoolSize=7", 7)]
    public void A_module_takes_a_share_of_the_servers_connections_unless_told_otherwise(string connectionString, int expected)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:garagedb", connectionString)]);
        builder.AddModuleDatabase("garage", "garagedb", typeof(ModuleDatabaseTests).Assembly);
        using var services = builder.Services.BuildServiceProvider();

        var settings = new NpgsqlConnectionStringBuilder(services.GetRequiredKeyedService<NpgsqlDataSource>("garage").ConnectionString);

        settings.MaxPoolSize.ShouldBe(expected);
        settings.SearchPath.ShouldBe("garage");
    }
}
