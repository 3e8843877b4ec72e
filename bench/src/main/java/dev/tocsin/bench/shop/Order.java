package dev.tocsin.bench.shop;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** A shopper's cart as it travels through the shop; the same number is always the same cart. */
record Order(long number) {

    private static final int LINES = 40;

    static Order parse(byte[] body) {
        return new Order(ByteBuffer.wrap(body).getLong());
    }

    byte[] bytes() {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    /** The priced cart as JSON, about 3 kB. */
    byte[] document() {
        Random cart = new Random(number);
        StringBuilder json = new StringBuilder(2048).append("{\"order\":").append(number).append(",\"lines\":[");
        long total = 0;
        for (int i = 0; i < LINES; i++) {
            int sku = cart.nextInt(100_000);
            int quantity = 1 + cart.nextInt(5);
            int cents = 99 + cart.nextInt(9_900);
            total += (long) quantity * cents;
            json.append(i == 0 ? "" : ",").append("{\"sku\":\"SKU-").append(sku).append("\",\"quantity\":")
                    .append(quantity).append(",\"cents\":").append(cents).append(",\"name\":\"article ")
                    .append(Integer.toString(sku, 36)).append(" in size ").append(cart.nextInt(60)).append("\"}");
        }
        return json.append("],\"total\":").append(total).append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The document packed and signed, as checkout files it: the expensive part of an order. */
    byte[] receipt() {
        byte[] document = document();
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try {
            deflater.setInput(document);
            deflater.finish();
            byte[] packed = new byte[document.length + 64];
            int length = deflater.deflate(packed);
            return sign(packed, length);
        } finally {
            deflater.end();
        }
    }

    /** A cheap sum over the document, as inventory checks it. */
    long checksum() {
        CRC32 crc = new CRC32();
        crc.update(document());
        return crc.getValue();
    }

    private static byte[] sign(byte[] packed, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(packed, 0, length);
            return HexFormat.of().formatHex(digest.digest()).getBytes(StandardCharsets.US_ASCII);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
