package dev.tocsin.app.settings;

/** Where health, metrics and the API are served; port 0 takes a free one. */
public record HttpSettings(String host, int port) {

    public static final HttpSettings STANDARD = new HttpSettings("127.0.0.1", 8484);

    public HttpSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("http.port " + port + " must be from 0 to 65535");
        }
    }

    static HttpSettings read(Node root) {
        Node node = root.child("http");
        return new HttpSettings(node.text("host").orElse(STANDARD.host), node.integer("port", STANDARD.port));
    }
}
