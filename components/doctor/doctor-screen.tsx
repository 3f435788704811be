'use client';

export function DoctorScreen() {
  return null;
}
