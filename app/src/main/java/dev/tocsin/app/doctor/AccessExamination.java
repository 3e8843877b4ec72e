package dev.tocsin.app.doctor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;

import dev.tocsin.app.kafka.Cluster;
import dev.tocsin.app.settings.Settings;

/**
 * What this login may do, as the brokers say it, against what the service needs. The doctor must be run with the
 * service's own login to say anything of it.
 */
record AccessExamination(Cluster cluster, Settings settings) implements Examination {

    @Override
    public List<Diagnosis> look() {
        List<Diagnosis> found = new ArrayList<>();
        found.add(topics());
        found.add(groups());
        String id = settings.application().id();
        found.add(asked("access to internal topics", "may create and use " + id + "-*",
                "Grant Create, Read, Write, Describe, AlterConfigs on the topic prefix " + id + "-.", mayCreate(id)));
        found.add(asked("access to transactions", "may use the transactional ids " + id + "-*",
                "Grant Describe and Write on the transactional id prefix " + id + "-.",
                cluster.admin().describeTransactions(List.of(id + "-doctor")).all()));
        return found;
    }

    private Diagnosis topics() {
        Map<String, KafkaFuture<TopicDescription>> described = cluster.admin().describeTopics(
                Need.of(settings).stream().map(Need::topic).distinct().toList(),
                new DescribeTopicsOptions().includeAuthorizedOperations(true)).topicNameValues();
        Map<String, Set<AclOperation>> allowed = new HashMap<>();
        Set<String> refused = new TreeSet<>();
        described.forEach((topic, answer) -> {
            Optional<Throwable> failure = failure(answer);
            if (failure.isEmpty()) {
                Set<AclOperation> operations = cluster.answer("describe topics", answer).authorizedOperations();
                if (operations != null) {
                    allowed.put(topic, operations);
                }
            } else if (failure.get() instanceof AuthorizationException) {
                refused.add(topic + ": DESCRIBE");
            }
        });
        return topics(Need.of(settings), allowed, refused);
    }

    /**
     * @param allowed of the topics that are there and whose brokers say it
     * @param refused topics that may not even be described, with the operation
     */
    static Diagnosis topics(List<Need> needs, Map<String, Set<AclOperation>> allowed, Set<String> refused) {
        Set<String> missing = new TreeSet<>(refused);
        int told = 0;
        for (Need need : needs) {
            Set<AclOperation> operations = allowed.get(need.topic());
            if (operations != null) {
                told++;
                need.missing(operations).forEach(operation -> missing.add(need.topic() + ": " + operation));
            }
        }
        if (!missing.isEmpty()) {
            return Diagnosis.fail("access to topics", "not allowed: " + String.join(", ", missing),
                    "Grant these to the service's login, e.g. with kafka-acls.sh --add.");
        }
        return told == 0
                ? Diagnosis.warn("access to topics", "the brokers don't say; no topic is there yet",
                        "Run doctor again when the topics are there.")
                : Diagnosis.ok("access to topics", "all that is needed of " + told + " topics is allowed");
    }

    private Diagnosis groups() {
        String id = settings.application().id();
        List<String> groups = Stream.concat(Stream.of(id), settings.receivers().values().stream()
                .map(receiver -> receiver.type().label()).distinct().sorted()
                .map(type -> id + "-delivery-" + type)).toList();
        Set<String> refused = new TreeSet<>();
        cluster.admin().describeConsumerGroups(groups).describedGroups().forEach((group, answer) -> {
            if (failure(answer).filter(AuthorizationException.class::isInstance).isPresent()) {
                refused.add(group);
            }
        });
        return refused.isEmpty()
                ? Diagnosis.ok("access to groups", "may use " + id + " and " + (groups.size() - 1) + " delivery groups")
                : Diagnosis.fail("access to groups", "not allowed: " + String.join(", ", refused),
                        "Grant Read, Describe and Delete on the group prefix " + id + ".");
    }

    /** The brokers check it as if it were meant, and make nothing. */
    private KafkaFuture<Void> mayCreate(String id) {
        return cluster.admin().createTopics(List.of(new NewTopic(id + "-doctor-changelog", Optional.of(1),
                Optional.empty())), new CreateTopicsOptions().validateOnly(true)).all();
    }

    private static Diagnosis asked(String check, String fine, String next, KafkaFuture<?> answer) {
        return failure(answer).filter(AuthorizationException.class::isInstance)
                .map(refusal -> Diagnosis.fail(check, "not allowed: " + refusal.getMessage(), next))
                .orElseGet(() -> Diagnosis.ok(check, fine));
    }

    /** Why there is no answer; who isn't allowed is told before who asks for what isn't there. */
    private static Optional<Throwable> failure(KafkaFuture<?> answer) {
        try {
            answer.get(Cluster.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            return Optional.of(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(e);
        }
    }
}
