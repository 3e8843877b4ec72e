package dev.tocsin.bench.shop;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** The four processes: inventory, checkout, gateway and the shoppers. */
final class Shop implements AutoCloseable {

    /** The measured services, from the front to the back. */
    static final List<String> TIERS = List.of("gateway", "checkout", "inventory");

    private final ShopProcess inventory;
    private final ShopProcess checkout;
    private final ShopProcess gateway;
    private final ShopProcess shoppers;
    private Knobs knobs = Knobs.NORMAL;

    /** Opens the shop; every second of every tier goes to {@code seconds}. */
    Shop(double cpuBudget, long seed, Consumer<Measurement> seconds) throws IOException {
        inventory = new ShopProcess("inventory", Tier.class, "inventory", cpuBudget);
        checkout = new ShopProcess("checkout", Tier.class, "checkout", cpuBudget, inventory.port());
        gateway = new ShopProcess("gateway", Tier.class, "gateway", cpuBudget, checkout.port());
        inventory.follow(line -> seconds.accept(Measurement.parse(line)));
        checkout.follow(line -> seconds.accept(Measurement.parse(line)));
        gateway.follow(line -> seconds.accept(Measurement.parse(line)));
        shoppers = new ShopProcess("shoppers", Shoppers.class, gateway.port(), seed);
    }

    /** Turns the knobs that stand elsewhere now. */
    void turn(Knobs next) throws IOException, InterruptedException {
        if (next.factor() != knobs.factor()) {
            shoppers.turn("factor", next.factor());
        }
        if (next.holdSeconds() != knobs.holdSeconds()) {
            checkout.turn("hold_seconds", next.holdSeconds());
        }
        if (next.leakBytes() != knobs.leakBytes()) {
            inventory.turn("leak_bytes", next.leakBytes());
        }
        knobs = next;
    }

    /** Turns every knob to normal, also those that stand there; the tiers then collect their garbage. */
    void heal() throws IOException, InterruptedException {
        shoppers.turn("factor", Knobs.NORMAL.factor());
        checkout.turn("hold_seconds", Knobs.NORMAL.holdSeconds());
        inventory.turn("leak_bytes", Knobs.NORMAL.leakBytes());
        knobs = Knobs.NORMAL;
    }

    @Override
    public void close() throws IOException {
        shoppers.close();
        gateway.close();
        checkout.close();
        inventory.close();
    }
}
