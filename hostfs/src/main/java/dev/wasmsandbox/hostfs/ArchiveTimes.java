package dev.wasmsandbox.hostfs;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;

/** Times of archive entries, the same on every host. */
final class ArchiveTimes {

    private static final int EXTENDED_TIMESTAMP = 0x5455;
    private static final int FIELD_HEADER_BYTES = 4;
    private static final long NANOS = 1_000_000_000L;
    private static final long LATEST_SECONDS = Long.MAX_VALUE / NANOS;
    private static final long EARLIEST_SECONDS = 315_532_800;

    /**
     * The beginning of 1980, for what has no time: no archive tells an earlier one, and programs that pack a directory
     * again, as Python's {@code shutil.make_archive}, refuse those.
     */
    static final long EARLIEST_NANOS = EARLIEST_SECONDS * NANOS;

    private ArchiveTimes() {}

    /**
     * Tells when an entry was last changed. Without a time stamp in UTC there is only the local time of whoever packed
     * it, which is taken as UTC: the host's time zone must not show in a guest.
     */
    static long modifiedNanos(ZipEntry entry) {
        long seconds =
                hasUtcTime(entry)
                        ? entry.getLastModifiedTime().to(TimeUnit.SECONDS)
                        : localSeconds(entry);
        return Math.clamp(seconds, 0, LATEST_SECONDS) * NANOS;
    }

    private static long localSeconds(ZipEntry entry) {
        try {
            return entry.getTimeLocal().toEpochSecond(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            // A 13th month, a 25th hour: whoever packed it wrote no time at all.
            return EARLIEST_SECONDS;
        }
    }

    private static boolean hasUtcTime(ZipEntry entry) {
        byte[] extra = entry.getExtra();
        if (extra == null) {
            return false;
        }
        ByteBuffer fields = ByteBuffer.wrap(extra).order(ByteOrder.LITTLE_ENDIAN);
        while (fields.remaining() >= FIELD_HEADER_BYTES) {
            int id = Short.toUnsignedInt(fields.getShort());
            int length = Short.toUnsignedInt(fields.getShort());
            if (id == EXTENDED_TIMESTAMP) {
                return true;
            }
            fields.position(fields.position() + Math.min(length, fields.remaining()));
        }
        return false;
    }
}
