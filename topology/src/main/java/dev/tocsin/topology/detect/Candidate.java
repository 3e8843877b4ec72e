package dev.tocsin.topology.detect;

import org.jspecify.annotations.Nullable;

import dev.tocsin.detectors.Detector;

/**
 * The model of a candidate for one service.
 *
 * @param name of the candidate's profile, without its version
 * @param model null for one whose candidate no longer looks on
 */
record Candidate(String name, @Nullable Detector model) {}
