// A real map in the drawn one's place, once its tiles arrive; without them the drawn map stays.
import { circle, divIcon, latLng, map as leaflet, marker, tileLayer } from "../leaflet/leaflet-src.esm.js";

const MILE = 1609.344;
const DEGREE = 111_320; // metres of a degree of latitude

/** Metres on the National Grid from the search as a position; the grid leans a little east and west of 2° west. */
function placed(here, east, north) {
  const lean = ((here.lng + 2) * Math.sin((here.lat * Math.PI) / 180) * Math.PI) / 180;
  const x = east * Math.cos(lean) + north * Math.sin(lean);
  const y = north * Math.cos(lean) - east * Math.sin(lean);
  return latLng(here.lat + y / DEGREE, here.lng + x / (DEGREE * Math.cos((here.lat * Math.PI) / 180)));
}

function drawnIcon(link) {
  const icon = document.createElement("a");
  icon.className = link.getAttribute("class");
  icon.href = link.getAttribute("href");
  icon.setAttribute("aria-label", link.getAttribute("aria-label"));
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const size = { viewBox: "-22 -22 44 44", width: "44", height: "44", "aria-hidden": "true" };
  for (const [name, value] of Object.entries(size)) svg.setAttribute(name, value);
  svg.append(...[...link.children].map((part) => part.cloneNode(true)));
  icon.append(svg);
  return divIcon({ html: icon, className: "jr-map__pin", iconSize: [44, 44] });
}

function here(point) {
  const dot = document.createElement("span");
  dot.className = "jr-map__dot";
  const icon = divIcon({ html: dot, className: "jr-map__pin", iconSize: [22, 22] });
  return marker(point, { icon, interactive: false, keyboard: false });
}

function start(figure) {
  const ground = figure.querySelector(".jr-map__ground");
  const frame = figure.querySelector(".jr-map__frame");
  if (!frame.clientWidth) return;
  const middle = latLng(Number(figure.dataset.latitude), Number(figure.dataset.longitude));
  const rings = [...ground.querySelectorAll("circle[data-miles]")];
  const outer = rings.at(-1);
  const metres = (Number(outer.dataset.miles) * MILE) / parseFloat(outer.getAttribute("r")); // in one percent
  const tiles = document.createElement("div");
  tiles.className = "jr-map__tiles";
  tiles.setAttribute("role", "group");
  tiles.setAttribute("aria-label", ground.getAttribute("aria-label"));
  frame.append(tiles);

  const map = leaflet(tiles, { scrollWheelZoom: false, attributionControl: false, zoomSnap: 0.25, maxZoom: 15 });
  map.fitBounds(middle.toBounds(100 * metres));
  for (const ring of rings) {
    circle(middle, { radius: Number(ring.dataset.miles) * MILE, className: "jr-dash", interactive: false }).addTo(map);
  }
  here(middle).addTo(map);
  for (const link of ground.querySelectorAll("a.jr-pin")) {
    const at = link.parentNode;
    const east = (parseFloat(at.getAttribute("x")) - 50) * metres;
    const north = (50 - parseFloat(at.getAttribute("y"))) * metres;
    marker(placed(middle, east, north), { icon: drawnIcon(link), interactive: false, keyboard: false }).addTo(map);
  }
  tileLayer(figure.dataset.url, { maxZoom: 19, attribution: figure.dataset.attribution })
    .once("tileload", () => {
      tiles.classList.add("jr-map__tiles--on");
      ground.setAttribute("hidden", "");
      figure.querySelector("[data-map-credit]").hidden = false;
    })
    .addTo(map);
}

for (const figure of document.querySelectorAll("[data-map]")) start(figure);
