package dev.tocsin.topology.store;

import java.util.Map;

import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.LoggerInterface;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;
import org.rocksdb.util.StdErrLogger;

/**
 * Keeps all stores of a process within one cache of {@value #CACHE_BYTES} bytes, memtables included. By default each
 * store has its own 50 MB cache and three memtables of 16 MB, which for five stores of twelve partitions is gigabytes;
 * here rows are small and live on the heap anyway.
 *
 * <p>A start opens each store twice, one after the other (Kafka Streams looks at the offsets of all before it assigns any), so
 * opening is kept light. By default sixteen threads read the files of a store, which has a handful; and each opening begins a
 * new log file beside the store, to say nothing in it.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {

    static final long CACHE_BYTES = 64L << 20;
    private static final long MEMTABLES_BYTES = 32L << 20;
    private static final long MEMTABLE_BYTES = 1L << 20;

    private static final int OPENING_THREADS = 1;

    static {
        RocksDB.loadLibrary();
    }

    private static final Cache CACHE = new LRUCache(CACHE_BYTES, -1, false, 0.1);
    private static final WriteBufferManager MEMTABLES = new WriteBufferManager(MEMTABLES_BYTES, CACHE);
    private static final LoggerInterface LOG = new StdErrLogger(InfoLogLevel.ERROR_LEVEL, "rocksdb");

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(CACHE);
        table.setCacheIndexAndFilterBlocks(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(MEMTABLES);
        options.setWriteBufferSize(MEMTABLE_BYTES);
        options.setMaxWriteBufferNumber(2);
        options.setMaxFileOpeningThreads(OPENING_THREADS);
        options.setLogger(LOG);
    }

    @Override
    public void close(String storeName, Options options) {
        // Cache and memtables are the process's, not this store's.
    }
}
