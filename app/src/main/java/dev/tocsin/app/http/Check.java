package dev.tocsin.app.http;

/**
 * One thing that must be so.
 *
 * @param detail how it stands, for a person; without secrets
 */
public record Check(String name, boolean ok, String detail) {}
