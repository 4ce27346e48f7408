#if !ORLEANS
// Stand-ins for builds without the Orleans runtime packages: the contract's attributes then mean nothing, and cost
// nothing. Never beside the real ones: the code generator would stumble over two attributes of one name.
namespace Orleans;

[AttributeUsage(AttributeTargets.All)]
internal sealed class GenerateSerializerAttribute : Attribute;

[AttributeUsage(AttributeTargets.All)]
internal sealed class IdAttribute(uint id) : Attribute
{
    public uint Id => id;
}

[AttributeUsage(AttributeTargets.All)]
internal sealed class ImmutableAttribute : Attribute;

[AttributeUsage(AttributeTargets.All)]
internal sealed class AliasAttribute(string alias) : Attribute
{
    public string Alias => alias;
}
#endif
