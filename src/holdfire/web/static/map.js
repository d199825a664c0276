// The live map in <div data-map>. It has no words of its own: names and numbers come with the features, and
// every other text from data- attributes. Without WebGL, or without the vendor's file, the server's drawing
// that stands in the div stays as it is.
//
//   data-map             the features that stand still: /map/2018-10-20.geojson
//   data-map-incidents   those that change with the view; "?" or "&" bbox=w,s,e,n and zoom=z is put behind it
//   data-map-base        folder of the basemap, /map/base/ if it is not given
//   data-more, data-unplaced   what is said, with # for the number, when not all is drawn, or has no place on a map
//   data-zoom-in, data-zoom-out, data-reset-bearing   names of the map's own buttons
//
// Rows of a list are [data-incident=ID] with data-lon and data-lat. A click on a mark focuses its row (and tells
// it as "map:chosen", which a page may stop; an incident with no row here is opened instead); focus on a row pans the map.

const VENDOR = "/static/vendor/";
const FONTS = `${VENDOR}fonts/`;
const METRES_A_POINT = 78271.517; // at the equator at zoom 0, with tiles of 512 points
const SHAPES = {
  diamond: [[0, -1.25], [1.15, 0], [0, 1.25], [-1.15, 0]],
  triangle: [[0, -1.15], [1.15, 0.85], [-1.15, 0.85]],
  square: [[-0.75, -0.75], [0.75, -0.75], [0.75, 0.75], [-0.75, 0.75]],
};
const INK_OF = { breach: "breach", undetermined: "open", "no breach": "clear" };

/** The inks of static/map.css as the page has them now, light or dark. */
function inks(box) {
  const probe = box.ownerDocument.createElement("i");
  box.append(probe);
  const ink = (name) => {
    probe.className = `map-ink-${name}`;
    return getComputedStyle(probe).color;
  };
  const names = "beyond land sea water road unit border text faint halo zone belt corridor breach open clear plain area post patrol convoy hazard effort";
  const found = Object.fromEntries(names.split(" ").map((name) => [name, ink(name)]));
  probe.remove();
  return found;
}

const faces = {
  Desk: [
    ["noto-sans-latin-400", "U+0000-00FF", "U+2000-206F", "U+2116", "U+2212"],
    ["noto-sans-latin-ext-400", "U+0100-02BA", "U+1E00-1E9F"],
    ["noto-sans-cyrillic-400", "U+0400-045F", "U+0490-0491"],
    ["vazirmatn", "U+0600-06FF", "U+0750-077F", "U+FB50-FDFF", "U+FE70-FEFC"],
  ].map(([file, ...range]) => ({ url: new URL(`${FONTS}${file}.woff2`, location.href).href, "unicode-range": range })),
};

/** One shape as an image: filled with its ink, or hollow. */
function drawn(shape, ink, halo) {
  const size = 36;
  const sheet = new OffscreenCanvas(size, size).getContext("2d");
  sheet.translate(size / 2, size / 2);
  sheet.lineJoin = "round";
  sheet.beginPath();
  if (shape.startsWith("post")) {
    const s = 7;
    sheet.strokeStyle = ink;
    sheet.lineWidth = 3;
    sheet.moveTo(-s, 16); sheet.lineTo(-s, -16); sheet.stroke();
    sheet.beginPath(); sheet.rect(-s, -16, 20, 15);
    sheet.fillStyle = shape === "post" ? ink : halo; sheet.fill(); sheet.stroke();
    if (shape === "post-half") { sheet.beginPath(); sheet.moveTo(-s, -16); sheet.lineTo(13, -16); sheet.lineTo(-s, -1); sheet.fillStyle = ink; sheet.fill(); }
    if (shape === "post-closed") { sheet.beginPath(); sheet.moveTo(-13, -17); sheet.lineTo(17, 2); sheet.stroke(); }
  } else {
    const s = 11;
    if (shape === "disc") sheet.arc(0, 0, s * 0.95, 0, 7);
    else (SHAPES[shape] ?? SHAPES.square).forEach(([x, y]) => sheet.lineTo(x * s, y * s));
    sheet.closePath();
    const hollow = shape === "triangle";
    sheet.fillStyle = hollow ? halo : ink;
    sheet.strokeStyle = hollow ? ink : halo;
    sheet.lineWidth = hollow ? 4 : 2.4;
    sheet.fill(); sheet.stroke();
  }
  return sheet.getImageData(0, 0, size, size);
}

const metres = (name) => // so many points as the metres of that property are, at every zoom
  ["interpolate", ["exponential", 2], ["zoom"], 0, ["get", name], 24, ["*", ["get", name], 2 ** 24]];
const is = (layer) => ["==", ["get", "layer"], layer];
const by = (property, table, rest) => ["match", ["get", property], ...Object.entries(table).flat(), rest];

function style(box, ink, language) {
  const line = (id, kind, colour, width, dash) => ({
    id, type: "line", source: "ground", filter: ["==", ["get", "kind"], kind],
    paint: { "line-color": colour, "line-width": width, ...(dash ? { "line-dasharray": dash } : {}) },
  });
  const fill = (id, kind, colour) => ({
    id, type: "fill", source: "ground", filter: ["==", ["get", "kind"], kind], paint: { "fill-color": colour },
  });
  const zoneInk = by("status", { zone: ink.zone, belt: ink.belt, corridor: ink.corridor }, ink.zone);
  const verdictInk = by("status", { breach: ink.breach, undetermined: ink.open, "no breach": ink.clear }, ink.plain);
  const text = (field, size, more = {}) => ({ "text-field": field, "text-font": ["Desk"], "text-size": size, "text-max-width": 9, ...more });
  const haloed = (colour) => ({ "text-color": colour, "text-halo-color": ink.halo, "text-halo-width": 1.4 });
  const edge = (id, official) => ({
    id, type: "line", source: "standing",
    filter: ["all", ["in", ["get", "layer"], ["literal", ["zone", "belt"]]], ["==", ["get", "official"], official]],
    paint: { "line-color": zoneInk, "line-width": 1.4, ...(official ? {} : { "line-dasharray": [4, 2] }) },
  });
  const name = ["coalesce", ["get", language], ["get", "en"]];
  return {
    version: 8,
    "font-faces": faces,
    sources: {
      ground: { type: "geojson", data: `${box.dataset.mapBase ?? "/map/base/"}ground.geojson` },
      names: { type: "geojson", data: `${box.dataset.mapBase ?? "/map/base/"}names.geojson` },
      standing: { type: "geojson", data: nothing() },
      incidents: { type: "geojson", data: nothing() },
    },
    layers: [
      { id: "beyond", type: "background", paint: { "background-color": ink.beyond } },
      fill("land", "land", ink.land), fill("sea", "sea", ink.sea), fill("lakes", "lakes", ink.water),
      line("rivers", "rivers", ink.water, 0.8),
      { id: "effort", type: "fill", source: "standing", filter: ["all", is("effort"), ["==", ["geometry-type"], "Polygon"], ["==", ["get", "status"], "watched"]], paint: { "fill-color": ink.effort, "fill-opacity": 0.16 } },
      { id: "effort-line", type: "line", source: "standing", filter: is("effort"), paint: { "line-color": ink.effort, "line-width": 1.6, "line-opacity": 0.6 } },
      { id: "areas", type: "fill", source: "incidents", filter: is("incident_area"), paint: { "fill-pattern": "hatch" } },
      { id: "areas-edge", type: "line", source: "incidents", filter: is("incident_area"), paint: { "line-color": ink.area, "line-width": 1 } },
      { id: "zones", type: "fill", source: "standing", filter: is("zone"), paint: { "fill-color": ink.zone, "fill-opacity": 0.1 } },
      { id: "band", type: "fill", source: "standing", filter: is("band"), paint: { "fill-color": zoneInk, "fill-opacity": 0.08, "fill-antialias": false } },
      edge("edge-official", true), edge("edge-drawn", false),
      line("admin1", "admin1", ink.unit, 0.7, [2, 2]), line("roads", "roads", ink.road, 1.4, [4, 2]),
      line("borders", "borders", ink.border, 1.1), line("disputed", "disputed", ink.border, 1, [3, 3]),
      { id: "hazards", type: "fill", source: "standing", filter: is("hazard"), paint: { "fill-color": ink.hazard, "fill-opacity": by("status", { confirmed: 0.3 }, 0.12) } },
      { id: "hazards-edge", type: "line", source: "standing", filter: is("hazard"), paint: { "line-color": ink.hazard, "line-width": 1.4 } },
      { id: "convoys", type: "line", source: "standing", filter: is("convoy"), paint: { "line-color": ink.convoy, "line-width": 2.2, "line-dasharray": [3, 1.5] } },
      { id: "patrols", type: "line", source: "standing", filter: is("patrol"), paint: { "line-color": ink.patrol, "line-width": 2.2 } },
      { id: "cells", type: "fill", source: "incidents", filter: is("grid"), paint: { "fill-color": ink.plain, "fill-opacity": ["+", 0.1, ["*", 0.5, ["get", "share"]]], "fill-outline-color": ink.plain } },
      { id: "circles", type: "circle", source: "incidents", filter: ["has", "reach"], paint: { "circle-color": verdictInk, "circle-opacity": 0.07, "circle-stroke-color": verdictInk, "circle-stroke-opacity": 0.55, "circle-stroke-width": 0.8, "circle-radius": metres("reach"), "circle-pitch-alignment": "map" } },
      { id: "posts", type: "symbol", source: "standing", filter: is("post"), layout: { "icon-image": ["concat", "post:", ["get", "shape"]], "icon-size": 0.5, "icon-allow-overlap": true, "icon-offset": [7, -16] } },
      { id: "marks", type: "symbol", source: "incidents", filter: is("incident"), layout: { "icon-image": ["concat", "mark:", ["get", "shape"]], "icon-size": 0.5, "icon-allow-overlap": true } },
      { id: "cell-counts", type: "symbol", source: "incidents", filter: is("grid"), layout: text(["get", "label"], 11), paint: haloed(ink.text) },
      { id: "zone-names", type: "symbol", source: "standing", filter: is("zone"), layout: text(["get", "label"], 13, { "symbol-sort-key": 0 }), paint: haloed(ink.zone) },
      { id: "area-names", type: "symbol", source: "incidents", filter: is("incident_area"), layout: text(["concat", ["get", "label"], " · ", ["to-string", ["get", "count"]]], 11), paint: haloed(ink.area) },
      { id: "towns", type: "symbol", source: "names", filter: ["all", [">", ["get", "rank"], 0], ["<=", ["get", "rank"], ["step", ["zoom"], 1, 6.5, 2, 8, 3]]], layout: text(name, ["match", ["get", "rank"], 1, 13, 2, 11.5, 10.5], { "text-variable-anchor": ["left", "right", "top", "bottom"], "text-radial-offset": 0.4, "icon-image": "town", "icon-size": 0.4, "symbol-sort-key": ["get", "rank"] }), paint: haloed(ink.text) },
      { id: "countries", type: "symbol", source: "names", filter: ["==", ["get", "rank"], 0], layout: text(name, 15), paint: haloed(ink.faint) },
    ],
  };
}

const nothing = () => ({ type: "FeatureCollection", features: [] });

/** Points at zoom 0 that metres of the feature are, at its own latitude. */
function scaled(found) {
  for (const each of found.features) {
    const told = each.properties;
    const lat = latitude(each.geometry.coordinates);
    const points = (value) => value / (METRES_A_POINT * Math.cos((lat * Math.PI) / 180));
    if (told.layer === "incident" && told.radius_m) told.reach = points(told.radius_m);
  }
  return found;
}
const latitude = (coordinates) => (typeof coordinates[0] === "number" ? coordinates[1] : latitude(coordinates[0]));

function bounds(found) {
  let [w, s, e, n] = [180, 90, -180, -90];
  const walk = (c) => (typeof c[0] === "number" ? ([w, s, e, n] = [Math.min(w, c[0]), Math.min(s, c[1]), Math.max(e, c[0]), Math.max(n, c[1])]) : c.forEach(walk));
  found.features.filter((each) => ["zone", "post", "incident", "grid"].includes(each.properties.layer)).forEach((each) => walk(each.geometry.coordinates));
  return w > e ? null : [[w, s], [e, n]];
}

function images(map, ink) {
  for (const shape of ["diamond", "triangle", "disc", "square"]) {
    const status = { diamond: "breach", triangle: "undetermined", disc: "no breach" }[shape];
    put(map, `mark:${shape}`, drawn(shape, ink[INK_OF[status] ?? "plain"], ink.halo));
  }
  for (const shape of ["post", "post-closed", "post-hollow", "post-half"]) put(map, `post:${shape}`, drawn(shape, ink.post, ink.halo));
  put(map, "town", drawn("disc", ink.text, ink.halo));
  const sheet = new OffscreenCanvas(16, 16).getContext("2d");
  sheet.globalAlpha = 0.1; sheet.fillStyle = ink.area; sheet.fillRect(0, 0, 16, 16);
  sheet.globalAlpha = 0.55; sheet.strokeStyle = ink.area; sheet.lineWidth = 1.6;
  for (const x of [-16, 0, 16]) { sheet.beginPath(); sheet.moveTo(x, 16); sheet.lineTo(x + 16, 0); sheet.stroke(); }
  put(map, "hatch", sheet.getImageData(0, 0, 16, 16));
}
const put = (map, name, image) => (map.hasImage(name) ? map.updateImage(name, image) : map.addImage(name, image, { pixelRatio: name === "hatch" ? 2 : 1 }));

async function fetched(address, signal) {
  const answer = await fetch(address, { headers: { accept: "application/geo+json" }, signal });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return scaled(await answer.json());
}

/** What the list and the map do to each other. */
function paired(map, box, signal) {
  const choose = ({ id, href }) => {
    const told = new CustomEvent("map:chosen", { bubbles: true, cancelable: true, detail: { id } });
    if (!box.dispatchEvent(told)) return;
    const row = document.querySelector(`[data-incident="${CSS.escape(id)}"]`);
    if (!row) return href && location.assign(href);
    row.scrollIntoView({ block: "nearest" });
    (row.querySelector("a, summary, button") ?? row).focus({ preventScroll: true });
  };
  map.on("click", (press) => {
    const around = [[press.point.x - 8, press.point.y - 8], [press.point.x + 8, press.point.y + 8]];
    const off = (each) => map.project(each.geometry.coordinates).dist(press.point);
    const [mark] = map.queryRenderedFeatures(around, { layers: ["marks"] }).sort((a, b) => off(a) - off(b));
    if (mark) return choose(mark.properties);
    if (map.queryRenderedFeatures(press.point, { layers: ["cells"] }).length) map.easeTo({ center: press.lngLat, zoom: map.getZoom() + 2 });
  });
  for (const layer of ["marks", "cells"]) {
    map.on("mouseenter", layer, () => { map.getCanvas().style.cursor = "pointer"; });
    map.on("mouseleave", layer, () => { map.getCanvas().style.cursor = ""; });
  }
  document.addEventListener("focusin", (focus) => {
    const row = focus.target.closest?.("[data-incident][data-lon]");
    if (!row) return;
    const spot = [Number(row.dataset.lon), Number(row.dataset.lat)];
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    map.setFilter("chosen", ["==", ["get", "id"], row.dataset.incident]);
    map[still ? "jumpTo" : "easeTo"]({ center: spot, zoom: Math.max(map.getZoom(), 8) });
  }, { signal });
}

async function live(box) {
  const canvas = document.createElement("canvas");
  if (!canvas.getContext("webgl2")) return;
  const maplibre = await import(`${VENDOR}maplibre/maplibre-gl.mjs`);
  maplibre.setWorkerUrl(new URL(`${VENDOR}maplibre/maplibre-gl-worker.mjs`, location.href).href);
  const standing = await fetched(box.dataset.map);
  const language = document.documentElement.lang || "en";
  const rtl = getComputedStyle(box).direction === "rtl";
  const sheet = document.createElement("div");
  sheet.className = "map-live";
  const note = document.createElement("p");
  note.className = "map-note";
  note.setAttribute("role", "status");
  const ink = inks(box);
  const ended = new AbortController();
  box.append(sheet, note);
  const map = new maplibre.Map({
    container: sheet, style: style(box, ink, language), attributionControl: false, dragRotate: false,
    pitchWithRotate: false, minZoom: 4, maxZoom: 13, bounds: bounds(standing) ?? [[33.5, 31], [44.5, 38.6]],
    fitBoundsOptions: { padding: 28 }, fadeDuration: 0,
    locale: {
      "NavigationControl.ZoomIn": box.dataset.zoomIn ?? "", "NavigationControl.ZoomOut": box.dataset.zoomOut ?? "",
      "NavigationControl.ResetBearing": box.dataset.resetBearing ?? "", "Map.Title": box.getAttribute("aria-label") ?? "",
    },
  });
  const side = rtl ? "left" : "right";
  map.addControl(new maplibre.NavigationControl({ showCompass: false }), `top-${side}`);
  map.addControl(new maplibre.ScaleControl({ maxWidth: 120 }), `bottom-${rtl ? "right" : "left"}`);
  let asked;
  const follow = async () => {
    if (!box.dataset.mapIncidents) return;
    asked?.abort();
    asked = new AbortController();
    const seen = map.getBounds();
    const bbox = [seen.getWest(), seen.getSouth(), seen.getEast(), seen.getNorth()].map((each) => each.toFixed(3));
    const address = box.dataset.mapIncidents;
    try {
      const found = await fetched(`${address}${address.includes("?") ? "&" : "?"}bbox=${bbox}&zoom=${map.getZoom().toFixed(1)}`, asked.signal);
      map.getSource("incidents").setData(found);
      note.textContent = [["more", found.more], ["unplaced", found.unplaced]]
        .filter(([name, number]) => number && box.dataset[name])
        .map(([name, number]) => box.dataset[name].replace("#", number)).join(" ");
      box.dataset.mapReady = found.kind ?? "";
    } catch (failed) {
      if (failed.name !== "AbortError") box.dataset.mapReady = "failed";
    }
  };
  map.once("style.load", () => images(map, ink));
  map.on("load", () => {
    map.getSource("standing").setData(standing);
    map.addLayer({ id: "chosen", type: "circle", source: "incidents", filter: ["==", ["get", "id"], ""], paint: { "circle-radius": 13, "circle-color": "rgba(0,0,0,0)", "circle-stroke-width": 3, "circle-stroke-color": ink.text } }, "marks");
    paired(map, box, ended.signal);
    box.dataset.mapLive = "";
    follow();
    map.on("moveend", follow);
    // The page's rows follow the record; so does the map.
    document.addEventListener("desk:changed", follow, { signal: ended.signal });
  });
  // Light and dark are drawn with other inks: the map is made anew.
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    ended.abort();
    map.remove();
    shown(box);
  }, { signal: ended.signal });
}

function shown(box) {
  const clear = () => {
    delete box.dataset.mapLive;
    box.querySelectorAll(".map-live, .map-note").forEach((each) => each.remove());
  };
  clear();
  live(box).catch(clear);
}

document.querySelectorAll("[data-map]").forEach(shown);
