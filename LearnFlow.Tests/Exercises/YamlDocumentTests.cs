using LearnFlow.Exercises.Content;

namespace LearnFlow.Tests.Exercises;

[TestClass]
public sealed class YamlDocumentTests
{
    [TestMethod]
    [DataRow("5", "5")]
    [DataRow("-3", "-3")]
    [DataRow("5.0", "5.0")]
    [DataRow("12345678901234567890123", "12345678901234567890123")]
    [DataRow("\"5\"", "\"5\"")]
    [DataRow("007", "\"007\"")]
    [DataRow("no", "\"no\"")]
    [DataRow("true", "true")]
    [DataRow("null", "null")]
    [DataRow("[1, [a, b], {c: 2}]", "[1,[\"a\",\"b\"],{\"c\":2}]")]
    [DataRow("|\n  two\n   lines\n", "\"two\\n lines\\n\"")]
    public void Yaml_is_read_as_the_core_schema_says(string yaml, string json)
        => Assert.AreEqual(json, YamlDocument.Parse(yaml)?.ToJsonString() ?? "null");

    [TestMethod]
    public void A_wrong_name_is_refused_with_the_file_and_the_name()
    {
        var error = Assert.ThrowsExactly<ContentException>(() => YamlDocument.Read<ModuleContent>(
            "01-x/module.yaml", "title: A\ngoal: B\nexercises: []\ngaol: C\n"));
        StringAssert.Contains(error.Message, "01-x/module.yaml");
        StringAssert.Contains(error.Message, "gaol");
    }

    [TestMethod]
    public void A_missing_field_is_refused_with_its_name()
        => StringAssert.Contains(
            Assert.ThrowsExactly<ContentException>(() => YamlDocument.Read<ModuleContent>("m.yaml", "title: A\nexercises: []\n")).Message,
            "goal");

    [TestMethod]
    public void What_is_not_yaml_is_refused_with_its_line()
        => StringAssert.Contains(
            Assert.ThrowsExactly<ContentException>(() => YamlDocument.Read<ModuleContent>("m.yaml", "title: A\n  goal: [B\n")).Message,
            "m.yaml(2,");
}
