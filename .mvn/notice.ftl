<#-- The NOTICE of a SQL jar: what is bundled in it, by coordinates and licence. -->
Flink Connector Bundle

This product includes software developed at
The Apache Software Foundation (https://www.apache.org/).

<#if dependencyMap?size == 0>
This jar bundles no third-party software.
<#else>
This jar bundles the following third-party software. Texts of licences other than the Apache License 2.0 stand in
META-INF/licenses.

<#list dependencyMap as entry>
- ${entry.getKey().groupId}:${entry.getKey().artifactId}:${entry.getKey().version} (<#list entry.getValue() as license>${license}<#sep>, </#list>)
</#list>
</#if>
