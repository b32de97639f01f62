package dev.wasmsandbox.guidance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** What examples read: files that somebody put into the workspace before the run. */
public final class GivenFiles {
    private GivenFiles() {}

    /** Returns them by their path. */
    public static Map<String, byte[]> all() throws IOException {
        return Map.of(
                "data.json", bytes("{\"items\": [1, 2]}"),
                "data.txt", bytes("some text\n"),
                "data.csv", bytes("name,amount\nAnn,3\n"),
                "data.py", bytes("VALUE = 1\n"),
                "page.html", bytes("<p>a page</p>"),
                "letter.docx", document());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The smallest Word document. */
    private static byte[] document() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("[Content_Types].xml"));
            zip.write(
                    bytes(
                            "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>"));
            zip.putNextEntry(new ZipEntry("_rels/.rels"));
            zip.write(
                    bytes(
                            "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>"));
            zip.putNextEntry(new ZipEntry("word/document.xml"));
            zip.write(
                    bytes(
                            "<?xml version=\"1.0\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>a letter</w:t></w:r></w:p></w:body></w:document>"));
        }
        return bytes.toByteArray();
    }
}
