package dev.tocsin.topology.derive;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.topology.limits.Understood;
import dev.tocsin.topology.store.LiveStore;

/** The series of all services of one task. Not thread-safe. */
final class TaskSeries {

    private static final char BETWEEN = '\n';

    private final DeriveStage stage;
    private final LiveStore<InstanceSeries> rows;
    private final Map<ServiceId, ServiceInputs> services = new HashMap<>();
    private long newest = Long.MIN_VALUE;

    /** @param rows the task's store; what it holds is taken over */
    TaskSeries(DeriveStage stage, LiveStore<InstanceSeries> rows) {
        this.stage = stage;
        this.rows = rows;
        rows.forEach((key, instance) -> {
            ServiceId service = service(key);
            stage.limits().hold(service, 0, instance.heard());
            services.computeIfAbsent(service, any -> inputs()).join(key);
            newest = Math.max(newest, instance.heard());
        });
    }

    /** Takes in a sample; what its windows' metrics are now. */
    List<Running> take(MappedSample sample) {
        ServiceInputs service = services.get(sample.service());
        if (service == null) {
            if (!stage.limits().admit(sample.service(), sample.newest(), understood(sample))) {
                stage.refused(sample.service());
                return List.of();
            }
            service = inputs();
            services.put(sample.service(), service);
        }
        String key = key(sample);
        InstanceSeries instance = instance(service, key);
        if (instance == null) {
            stage.count("instance_limit");
            return List.of();
        }
        newest = Math.max(newest, sample.newest());
        List<Running> running = stage.derivation().take(service, instance, sample, stage::count);
        if (instance.isDue(stage.derivation().size())) {
            rows.put(key, instance);
        } else {
            rows.keep(key, instance);
        }
        return running;
    }

    /** Forgets instances that haven't been heard for long, and services without any, or whose place another has. */
    void sweep() {
        services.entrySet().removeIf(entry -> !stage.limits().knows(entry.getKey()) && drop(entry.getValue()));
        long since = newest - stage.forgotten().toMillis();
        List<String> silent = new ArrayList<>();
        rows.forEachLive((key, instance) -> {
            if (instance.heard() < since) {
                silent.add(key);
            }
        });
        for (String key : silent) {
            rows.delete(key);
            stage.count("instance_forgotten");
            ServiceId service = service(key);
            ServiceInputs inputs = services.get(service);
            if (inputs != null && inputs.leave(key)) {
                services.remove(service);
                stage.limits().release(service);
            }
        }
    }

    private boolean drop(ServiceInputs crowdedOut) {
        crowdedOut.instances().forEach(rows::delete);
        stage.count("service_crowded_out");
        return true;
    }

    /** How many services have series here. */
    int services() {
        return services.size();
    }

    private ServiceInputs inputs() {
        return new ServiceInputs(stage.limits().limits().metrics());
    }

    private static int understood(MappedSample sample) {
        return (int) sample.inputs().stream().filter(input -> Understood.metric(input.outputs().getFirst())).count();
    }

    private @Nullable InstanceSeries instance(ServiceInputs service, String key) {
        InstanceSeries known = rows.get(key);
        if (known == null && service.instances().size() < stage.limits().limits().instances()) {
            service.join(key);
            known = new InstanceSeries();
        }
        return known;
    }

    private static String key(MappedSample sample) {
        return sample.service().toString() + BETWEEN + sample.instance();
    }

    private static ServiceId service(String key) {
        int between = key.indexOf(BETWEEN);
        return ServiceId.parse(between < 0 ? key : key.substring(0, between));
    }
}
