package dev.tocsin.app.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

/** The ACLs of the KafkaUser that is shipped as an example. */
final class AclFile {

    private static final Path FILE = Path.of("..", "deploy", "strimzi", "kafka-user.yaml");
    private static final Map<String, ResourceType> TYPES = Map.of("topic", ResourceType.TOPIC, "group",
            ResourceType.GROUP, "transactionalId", ResourceType.TRANSACTIONAL_ID);

    private AclFile() {}

    static List<AclBinding> bindings(String user) throws IOException {
        JsonNode acls = new ObjectMapper(new YAMLFactory()).readTree(Files.readString(FILE))
                .at("/spec/authorization/acls");
        List<AclBinding> bindings = new ArrayList<>();
        for (JsonNode acl : acls) {
            JsonNode resource = acl.path("resource");
            var pattern = new ResourcePattern(TYPES.get(resource.path("type").asText()),
                    resource.path("name").asText(),
                    "prefix".equals(resource.path("patternType").asText())
                            ? PatternType.PREFIXED
                            : PatternType.LITERAL);
            for (JsonNode operation : acl.path("operations")) {
                bindings.add(new AclBinding(pattern,
                        new AccessControlEntry("User:" + user, "*", operation(operation.asText()),
                                AclPermissionType.ALLOW)));
            }
        }
        return bindings;
    }

    /** {@code DescribeConfigs} → {@code DESCRIBE_CONFIGS}. */
    private static AclOperation operation(String name) {
        return AclOperation.valueOf(name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT));
    }
}
