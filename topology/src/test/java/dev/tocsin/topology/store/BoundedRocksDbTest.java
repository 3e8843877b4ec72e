package dev.tocsin.topology.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

import static org.assertj.core.api.Assertions.assertThat;

class BoundedRocksDbTest {

    @TempDir
    private Path folder;

    @Test
    void aStoreThatIsOpenedAgainAndAgainLeavesNoLogFiles() throws Exception {
        // Given
        open();
        // When
        open();
        // Then
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).contains("CURRENT")
                    .noneMatch(name -> name.startsWith("LOG"));
        }
    }

    @Test
    void aStoreIsOpenedByOneThread() {
        // Given
        try (var options = options()) {
            // When
            new BoundedRocksDb().setConfig("windows", options, Map.of());
            // Then
            assertThat(options.maxFileOpeningThreads()).isEqualTo(1);
        }
    }

    private void open() throws RocksDBException {
        try (var options = options()) {
            var config = new BoundedRocksDb();
            config.setConfig("windows", options, Map.of());
            RocksDB.open(options, folder.toString()).close();
            config.close("windows", options);
        }
    }

    private static Options options() {
        return new Options().setCreateIfMissing(true).setTableFormatConfig(new BlockBasedTableConfig());
    }
}
