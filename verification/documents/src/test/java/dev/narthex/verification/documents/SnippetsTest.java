// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.URL;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xml.sax.InputSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the pages show can be used as it stands. */
class SnippetsTest {

    private static final Pattern TYPE = Pattern.compile("\\b(?:class|record|enum|interface) (\\w+)");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");

    @TempDir
    private Path classes;

    static List<Snippet> java() throws IOException {
        return Page.snippets("java");
    }

    static List<Snippet> xml() throws IOException {
        return Page.snippets("xml");
    }

    static List<Snippet> yaml() throws IOException {
        return Page.snippets("yaml");
    }

    static List<Snippet> properties() throws IOException {
        return Page.snippets("properties");
    }

    /** A language that no test knows would be a snippet that nobody checks. */
    @Test
    void everyLanguageIsChecked() throws IOException {
        Set<String> languages = new TreeSet<>();
        for (Page page : Page.all()) {
            page.snippets().forEach(snippet -> languages.add(snippet.language()));
        }

        // Without a language: what a page, a log or a drawing looks like. sh: commands; those of the tutorial are run.
        assertThat(languages).isSubsetOf("java", "xml", "yaml", "properties", "promql", "sh", "text", "");
        assertThat(java()).hasSizeGreaterThanOrEqualTo(10);
    }

    @ParameterizedTest
    @MethodSource("java")
    void javaCompilesWithoutAWarning(Snippet snippet) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        List<String> options = List.of(
                "--release",
                "17",
                "-proc:none",
                "-Xlint:all,-path,-classfile",
                "-Werror",
                "-d",
                classes.toString(),
                "-cp",
                classPath());
        boolean compiled = compiler.getTask(said, null, null, options, null, List.of(source(snippet)))
                .call();

        assertThat(compiled).as(said.toString()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("xml")
    void xmlIsWellFormed(Snippet snippet) throws Exception {
        String text = snippet.text();
        String document = text.startsWith("<?xml") ? text : "<snippet>" + text + "</snippet>";

        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(document)));
    }

    @ParameterizedTest
    @MethodSource("yaml")
    void yamlHasEveryKeyOnce(Snippet snippet) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);

        Object content = new Yaml(new SafeConstructor(options)).load(snippet.text());

        assertThat(content).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("properties")
    void propertiesAreKnownToSpringBoot(Snippet snippet) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(snippet.text()));
        Set<String> known = knownProperties();

        assertThat(properties).isNotEmpty();
        assertThat(properties.stringPropertyNames().stream().filter(name -> !isKnown(name, known)))
                .isEmpty();
    }

    /** The property itself, or an entry of one that is a map. */
    private static boolean isKnown(String name, Set<String> known) {
        return known.stream().anyMatch(property -> name.equals(property) || name.startsWith(property + "."));
    }

    private static JavaFileObject source(Snippet snippet) {
        Matcher type = TYPE.matcher(snippet.text());
        assertThat(type.find()).as("a type: %s", snippet).isTrue();
        Matcher inPackage = PACKAGE.matcher(snippet.text());
        String folder = inPackage.find() ? inPackage.group(1).replace('.', '/') + "/" : "";
        String file = "/" + folder + type.group(1) + ".java";
        return new SimpleJavaFileObject(Path.of(file).toUri(), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return snippet.text();
            }
        };
    }

    /** Surefire starts with a jar that only points to the others. */
    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** What the jars on the class path announce to editors; the starter's own among them. */
    private static Set<String> knownProperties() throws IOException {
        Set<String> names = new HashSet<>();
        ClassLoader loader = SnippetsTest.class.getClassLoader();
        for (String file : List.of(
                "META-INF/spring-configuration-metadata.json",
                "META-INF/additional-spring-configuration-metadata.json")) {
            for (URL metadata : Collections.list(loader.getResources(file))) {
                try (InputStream in = metadata.openStream()) {
                    for (JsonNode property : JsonMapper.shared().readTree(in).path("properties")) {
                        names.add(property.path("name").asString());
                    }
                }
            }
        }
        return names;
    }
}
