package dev.tocsin.topology.decode.telegraf;

/**
 * Names of metrics from measurements and their fields, as Telegraf's own Prometheus output makes them: joined with an
 * underscore, without the measurement if that is {@code prometheus}. A field that is just called {@code value} adds nothing.
 */
final class FieldNames {

    private FieldNames() {}

    static String metric(String measurement, String field) {
        if (measurement.isEmpty() || measurement.equals("prometheus")) {
            return field;
        }
        return field.equals("value") ? measurement : measurement + "_" + field;
    }
}
