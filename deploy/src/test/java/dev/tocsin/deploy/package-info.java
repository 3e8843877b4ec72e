/** Whether what Tocsin is run with is what Kubernetes, Strimzi, Prometheus and Grafana understand. */
@NullMarked
package dev.tocsin.deploy;

import org.jspecify.annotations.NullMarked;
