//! Scratch: pictures for eyes.
#![allow(warnings)]
use eframe::egui::{self, Color32, TextureId, epaint};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

#[derive(Clone, Default)]
pub struct Shots(pub Arc<Mutex<HashMap<TextureId, egui::ColorImage>>>);

impl egui_kittest::TestRenderer for Shots {
    fn handle_delta(&mut self, delta: &mut egui::TexturesDelta) {
        let mut map = self.0.lock().unwrap();
        for (id, ds) in delta.set.drain() {
            for d in ds {
                let egui::ImageData::Color(img) = d.image;
                match d.pos {
                    None => {
                        map.insert(id, (*img).clone());
                    }
                    Some([x0, y0]) => {
                        let t = map.get_mut(&id).unwrap();
                        for y in 0..img.size[1] {
                            for x in 0..img.size[0] {
                                let w = t.size[0];
                                t.pixels[(y + y0) * w + x + x0] = img.pixels[y * img.size[0] + x];
                            }
                        }
                    }
                }
            }
        }
        delta.clear();
    }
}

pub fn save(shots: &Shots, ctx: &egui::Context, out: &egui::FullOutput, ppp: f32, path: &str) {
    let map = shots.0.lock().unwrap();
    let size = ctx.input(|i| i.viewport_rect()).size() * ppp;
    let (w, h) = (size.x as usize, size.y as usize);
    let mut px = vec![[0.0f32; 3]; w * h];
    for p in ctx.tessellate(out.shapes.clone(), ppp) {
        let epaint::Primitive::Mesh(m) = p.primitive else { continue };
        let Some(tex) = map.get(&m.texture_id) else { continue };
        let clip = p.clip_rect;
        for t in m.indices.chunks(3) {
            let v: Vec<_> = t.iter().map(|&i| m.vertices[i as usize]).collect();
            let q = |i: usize| (v[i].pos.x * ppp, v[i].pos.y * ppp);
            let (a, b, c) = (q(0), q(1), q(2));
            let area = (b.0 - a.0) * (c.1 - a.1) - (b.1 - a.1) * (c.0 - a.0);
            if area == 0.0 {
                continue;
            }
            let x0 = a.0.min(b.0).min(c.0).max(clip.left() * ppp).floor().max(0.0) as usize;
            let x1 = (a.0.max(b.0).max(c.0).min(clip.right() * ppp).ceil() as usize).min(w);
            let y0 = a.1.min(b.1).min(c.1).max(clip.top() * ppp).floor().max(0.0) as usize;
            let y1 = (a.1.max(b.1).max(c.1).min(clip.bottom() * ppp).ceil() as usize).min(h);
            for y in y0..y1 {
                for x in x0..x1 {
                    let (fx, fy) = (x as f32 + 0.5, y as f32 + 0.5);
                    if fx < clip.left() * ppp
                        || fx > clip.right() * ppp
                        || fy < clip.top() * ppp
                        || fy > clip.bottom() * ppp
                    {
                        continue;
                    }
                    let e = |p: (f32, f32), q: (f32, f32)| ((q.0 - p.0) * (fy - p.1) - (q.1 - p.1) * (fx - p.0)) / area;
                    let (wc, wa, wb) = (e(a, b), e(b, c), e(c, a));
                    let tl = |p: (f32, f32), q: (f32, f32), s: f32| {
                        let (dx, dy) = if area > 0.0 { (q.0 - p.0, q.1 - p.1) } else { (p.0 - q.0, p.1 - q.1) };
                        s > 0.0 || (s == 0.0 && (dy < 0.0 || (dy == 0.0 && dx > 0.0)))
                    };
                    if !(tl(a, b, wc) && tl(b, c, wa) && tl(c, a, wb)) {
                        continue;
                    }
                    let mix = |f: &dyn Fn(usize) -> f32| f(0) * wa + f(1) * wb + f(2) * wc;
                    let (u, vv) = (mix(&|i| v[i].uv.x), mix(&|i| v[i].uv.y));
                    let (tw, th) = (tex.size[0] as f32, tex.size[1] as f32);
                    let (tx, ty) = (u * tw - 0.5, vv * th - 0.5);
                    let (ix, iy) = (tx.floor(), ty.floor());
                    let g = |dx: f32, dy: f32| {
                        tex.pixels[((iy + dy).clamp(0.0, th - 1.0) * tw + (ix + dx).clamp(0.0, tw - 1.0)) as usize]
                            .to_array()
                    };
                    let (rx, ry) = (tx - ix, ty - iy);
                    let k: Vec<f32> = (0..4)
                        .map(|i| {
                            let s = |dx, dy| g(dx, dy)[i] as f32;
                            let t = (s(0.0, 0.0) * (1.0 - rx) + s(1.0, 0.0) * rx) * (1.0 - ry)
                                + (s(0.0, 1.0) * (1.0 - rx) + s(1.0, 1.0) * rx) * ry;
                            t / 255.0 * mix(&|j| v[j].color.to_array()[i] as f32)
                        })
                        .collect();
                    let d = &mut px[y * w + x];
                    for i in 0..3 {
                        d[i] = k[i] + d[i] * (1.0 - k[3] / 255.0);
                    }
                }
            }
        }
    }
    let mut ppm = format!("P6 {w} {h} 255\n").into_bytes();
    for p in px {
        for c in p {
            ppm.push(c.clamp(0.0, 255.0) as u8)
        }
    }
    std::fs::write(path, ppm).unwrap();
}
