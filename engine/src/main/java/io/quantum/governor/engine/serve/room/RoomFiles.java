package io.quantum.governor.engine.serve.room;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undertow.Handlers;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.resource.ClassPathResourceManager;
import io.undertow.server.handlers.resource.Resource;
import io.undertow.server.handlers.resource.ResourceHandler;
import io.undertow.server.handlers.resource.ResourceManager;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.webjars.WebJarVersionLocator;

/** The files of the page, which a browser may use and nothing else: no script of another place, none in the text. */
final class RoomFiles {
    private static final String INDEX = "web/index.html";
    private static final Pattern IMPORT_MAP =
            Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);
    private static final Pattern LIBRARY = Pattern.compile("/?([a-z_.-]+)/([A-Za-z0-9_./-]+)");

    private RoomFiles() {}

    /** What serves them, by the beginnings of paths. */
    static Map<String, HttpHandler> handlers() {
        String index = index();
        ClassLoader loader = RoomFiles.class.getClassLoader();
        ResourceManager own = new ClassPathResourceManager(
                loader, RoomFiles.class.getPackageName().replace('.', '/') + "/web");
        return Map.of(
                "/",
                        safely(index, exchange -> {
                            exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/html; charset=utf-8");
                            exchange.getResponseSender().send(index);
                        }),
                "/room", safely(index, new ResourceHandler(own)),
                "/lib", safely(index, new ResourceHandler(new Libraries(loader))));
    }

    private static HttpHandler safely(String index, HttpHandler next) {
        HttpHandler handler = next;
        for (Map.Entry<String, String> header : Map.of(
                        "Content-Security-Policy", policy(index),
                        "X-Content-Type-Options", "nosniff",
                        "Referrer-Policy", "no-referrer",
                        "Cross-Origin-Opener-Policy", "same-origin",
                        "Cross-Origin-Resource-Policy", "same-origin",
                        // after an upgrade, or back, the next look must not find half of another page
                        "Cache-Control", "no-store")
                .entrySet()) {
            handler = Handlers.header(
                    handler, HttpString.tryFromString(header.getKey()).toString(), header.getValue());
        }
        return handler;
    }

    /** The map of imports is the one script that has to stand in the page itself. */
    private static String policy(String index) {
        Matcher map = IMPORT_MAP.matcher(index);
        if (!map.find()) {
            throw new IllegalStateException(INDEX + " has no map of imports");
        }
        return "default-src 'none'; script-src 'self' 'sha256-" + sha256(map.group(1))
                + "'; style-src 'self'; img-src 'self';"
                + " connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
                + " require-trusted-types-for 'script'; trusted-types lit-html";
    }

    private static String sha256(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    private static String index() {
        try (InputStream in = Objects.requireNonNull(RoomFiles.class.getResourceAsStream(INDEX))) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Scripts of others, whichever version of them is there: {@code lit/index.js}. */
    private static final class Libraries extends ClassPathResourceManager {
        private final WebJarVersionLocator versions = new WebJarVersionLocator();

        Libraries(ClassLoader loader) {
            super(loader, "");
        }

        @Override
        public @org.jspecify.annotations.Nullable Resource getResource(String path) throws IOException {
            Matcher asked = LIBRARY.matcher(path);
            if (!asked.matches() || versions.version(asked.group(1)) == null) {
                return null;
            }
            return super.getResource(versions.fullPath(asked.group(1), asked.group(2)));
        }
    }
}
