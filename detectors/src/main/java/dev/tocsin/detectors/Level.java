package dev.tocsin.detectors;

/** How far from normal a window or one of its metrics is, in rising order. */
public enum Level {
    NORMAL, ELEVATED, ANOMALOUS
}
