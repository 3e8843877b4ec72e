package dev.tocsin.escalation.signal;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GlobsTest {

    @ParameterizedTest
    @CsvSource({"*latency*,http_latency_p99,true", "*latency*,HTTP.Latency.P99,true", "*Latency*,latency,true",
            "latency,latency_p99,false", "lat?ncy,latency,true", "a*b*c,axxbxxc,true", "a*b*c,axxcxxb,false",
            "*,anything,true", "*a*a*a*a*a*b,aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,false"})
    void matchesWithoutRegardToCase(String glob, String metric, boolean matches) {
        assertThat(Globs.of(glob).match(metric)).isEqualTo(matches);
    }

    @Test
    void whatIsExceptedIsNotMeant() {
        Globs globs = Globs.of("*error*").except("*budget*");

        assertThat(globs.match("error_ratio")).isTrue();
        assertThat(globs.match("error_budget_left")).isFalse();
    }

    @Test
    void globsThatNameNothingAreRefused() {
        assertThatThrownBy(() -> new Globs(List.of(), List.of())).hasMessageContaining("metric has no glob");
        assertThatThrownBy(() -> Globs.of(" ")).hasMessageContaining("metric glob ' '");
    }
}
