package dev.tocsin.app.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tocsin.app.cli.Failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DemoFolderTest {

    @TempDir
    Path folder;

    @Test
    void itsOwnFolderIsEmptied() throws IOException {
        // Given
        Path own = DemoFolder.fresh(folder.resolve("demo"));
        Path old = Files.writeString(Files.createDirectories(own.resolve("broker")).resolve("log"), "old");
        // When
        DemoFolder.fresh(own);
        // Then
        assertThat(old).doesNotExist();
        assertThat(own).isDirectory();
    }

    @Test
    void anotherFolderIsLeftAlone() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("thesis.txt"), "years of work");
        // When, Then
        assertThatThrownBy(() -> DemoFolder.fresh(folder)).isInstanceOf(Failure.class);
        assertThat(file).hasContent("years of work");
    }
}
